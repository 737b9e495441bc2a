"""What the site says when it cannot answer as it should: pages and problems that need nothing, and tell the truth."""
