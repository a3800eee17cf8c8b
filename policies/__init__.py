"""Policies that gate a deploy: rules, and the one judging core behind all front ends."""

from policies.pack import PackError, check, load_rules

__all__ = ["PackError", "check", "load_rules"]
