"""The kinds of file that tables come in, read strictly and within limits."""
