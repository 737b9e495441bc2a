"""Programmes from elsewhere: files of frab's formats into an edition's sessions."""
