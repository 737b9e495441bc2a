"""The public pages, files and interface of contests."""
