"""Rules that hold for resources of every service."""
