"""What is shown in a list of data entry, as a file for spreadsheet programs."""
