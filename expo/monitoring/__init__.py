"""What a running site tells about itself: its requests, one line each, figures for a monitor, and a page for staff."""
