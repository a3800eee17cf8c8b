"""What a plan costs, uses and emits in a month: from its resources, dated prices and the stated load."""

from evenkeel.estimate.assemble import estimate, known_kinds, served_names, stored_purposes
from evenkeel.estimate.compare import compare
from evenkeel.estimate.savings import savings
from evenkeel.estimate.settings import Settings, SettingsError
from evenkeel.estimate.usage import USAGES, Usage

__all__ = [
    "USAGES",
    "Settings",
    "SettingsError",
    "Usage",
    "compare",
    "estimate",
    "known_kinds",
    "savings",
    "served_names",
    "stored_purposes",
]
