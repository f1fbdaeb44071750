"""Two faces of one assistant: the command line and the page in the browser."""
