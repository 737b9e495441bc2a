"""Data entry as a spreadsheet: cells read as lists are, rows saved by the forms of data entry."""
