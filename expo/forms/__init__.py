"""The forms by which visitors filter lists."""
