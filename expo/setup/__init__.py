"""Setting up and starting: environment, work done once, the demo's database and server."""
