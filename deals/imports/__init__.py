"""Deals from spreadsheets: what a row says, whether it says it beyond doubt, and how the good rows are recorded.

`sheets` makes entries and refusals of a file, `save` passes entries through the ledger, `reports` tells of both.
"""
