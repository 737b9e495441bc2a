"""The shape of an Idempotency-Key."""

KEY = r"^[!-~]{1,255}$"
