"""The pages on which staff draw halls: every step is a form, and the editor sends the same in place."""
