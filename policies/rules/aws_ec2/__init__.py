"""Rules about launch templates, volumes and placement."""
