"""The exhibition: who stands where, what is shown, what is stated and counted, and what is odd about any of it."""
