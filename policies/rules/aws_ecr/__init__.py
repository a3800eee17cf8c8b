"""Rules about image repositories and the image cache."""
