"""What else is about a technology area, a country or a region: gathered from every app."""
