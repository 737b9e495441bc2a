"""The agenda in the formats of calendars and conference apps."""
