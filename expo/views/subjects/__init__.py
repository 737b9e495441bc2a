"""Pages of technology areas, countries and regions: all of each on one page."""
