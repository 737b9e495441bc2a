"""What the public pages of the agenda show: days, sessions, rooms, and a visitor's own choice."""
