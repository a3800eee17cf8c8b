"""Rules about the cache and its users."""
