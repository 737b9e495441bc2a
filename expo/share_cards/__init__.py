"""The picture that stands for a page where its address is shared: 1200 × 630, with the page's own title."""
