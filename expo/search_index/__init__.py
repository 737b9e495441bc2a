"""The index behind every search of visitors: what is public, by all words that find it, in step with each write."""
