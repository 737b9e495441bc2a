"""What visitors need: urgent notices."""
