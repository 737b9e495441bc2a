"""Spreadsheets from strangers: file → sheets → typed rows with the file's own numbers. Nothing is ever evaluated.

`reading` gives the sheets, `headers` the columns that a vocabulary knows, `export` writes tables back.
"""
