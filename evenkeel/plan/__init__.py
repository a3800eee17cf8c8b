"""The recorder and the plan document."""
