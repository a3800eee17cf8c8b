"""The pack as the Pulumi engine talks to it: the analyzer protocol, over the same judging core."""

from policies.analyzer.servicer import serve

__all__ = ["serve"]
