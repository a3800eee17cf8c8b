"""Reusable Pulumi components, one folder a concern."""
