"""The public pages of an edition, by topic, and the site's own addresses."""
