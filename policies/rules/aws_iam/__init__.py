"""Rules about roles and what they may do."""
