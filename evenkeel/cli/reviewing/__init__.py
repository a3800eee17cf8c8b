"""From two compared plans to all that a reviewer is told: resources, rules, cost, electricity and carbon."""

from evenkeel.cli.reviewing.reviews import Basis, Reviewed, reviewed

__all__ = ["Basis", "Reviewed", "reviewed"]
