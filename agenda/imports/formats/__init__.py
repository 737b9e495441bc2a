"""Programmes of elsewhere as they are written: which format a file is in, and what its entries say."""
