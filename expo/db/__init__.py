"""The database: fields, constraints and their messages, lookups, reference rows, and what makes its tables."""
