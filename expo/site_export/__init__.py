"""The public site as static files, which any host serves when every process of ours is dead."""
