"""Sample documents, as data: what a new library contains when nothing else was added."""
