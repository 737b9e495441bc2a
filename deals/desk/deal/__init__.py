"""One deal at the desk: its form, its page, and the steps one takes from there."""
