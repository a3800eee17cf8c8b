"""Policies that gate a deploy."""
