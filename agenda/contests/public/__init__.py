"""What the public learns of contests: read, masked and put into words."""
