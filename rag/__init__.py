"""Reading, finding, answering and citing: the core of Footnote, without any user interface."""
