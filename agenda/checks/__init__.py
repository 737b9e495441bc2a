"""What is missing or wrong in an agenda, and the queries that find it."""
