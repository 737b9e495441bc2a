"""The expo: the event itself and who takes part; also the project package."""
