"""The contest desk: how far each round is, its steps, its late changes, and the links of its judges."""
