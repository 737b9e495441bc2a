"""From the working plan to what is public: what differs, what is published, and what is told of it."""
