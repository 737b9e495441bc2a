"""The rows that totals are made of: what is counted of a scope, and what its batches are drawn down by."""
