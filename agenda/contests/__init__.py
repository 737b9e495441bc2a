"""Contests: how the scores of a jury become a ranking that anybody can compute again."""
