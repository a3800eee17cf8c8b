"""Property names are checked against the provider SDKs' own types, at any depth."""

from evenkeel.plan.property_names.check import problems

__all__ = ["problems"]
