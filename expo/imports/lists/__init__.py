"""Lists that data entry brings as spreadsheets: a kind is a table of fields, and one engine does all the rest.

`fields` read a cell and set a row; `kinds` are the tables of fields, with who is who; `reading` goes from a file to its
lines, `plans` holds them against what is stored and what an earlier list said, `writing` and `undo` are the way there
and back, `reports` what is told of it, `list_import` the kind of file that the pages and the command know.
"""
