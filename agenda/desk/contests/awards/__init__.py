"""Awards at the contest desk: what would be given, given, withdrawn and given anew."""
