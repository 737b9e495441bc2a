"""What whoever comes needs to know: urgent notices."""
