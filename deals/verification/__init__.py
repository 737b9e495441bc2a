"""What a second person checks of a deal: the unit of its amount, the amount itself, the signed pages."""
