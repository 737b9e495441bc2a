"""A visitor's own visit: its page, and where browsers ask to be told when something of it moves."""
