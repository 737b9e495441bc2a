"""What the public may know of deals, and how visitors filter them."""
