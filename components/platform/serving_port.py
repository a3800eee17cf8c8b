"""Where every serving entry answers: the inference chart's port and health path."""

API_PORT = 8000
HEALTH_PATH = "/health"
