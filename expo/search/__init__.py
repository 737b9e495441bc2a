"""Finding what is public: the site's own search, site maps for search engines, and the order of what is offered."""
