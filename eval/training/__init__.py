"""Training of the evidence reader that ships in `rag/reader/`: data, network, training, export."""
