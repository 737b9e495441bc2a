"""The programming interface below `/api/v1/`: what is sent is held to the fields that its document is made of."""
