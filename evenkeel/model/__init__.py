"""Plain, frozen records that pass between the rooms; no behaviour and no imports of ours."""

from evenkeel.model.finding import Finding, Judgement, Level, Location, Outcome, RuleRecord, Severity, Waiver
from evenkeel.model.plan import Fidelity, Plan
from evenkeel.model.resource import Resource
from evenkeel.model.values import REDACTED, UNKNOWN, Asset, Reference, Secret, Unknown, Value

__all__ = [
    "REDACTED",
    "UNKNOWN",
    "Asset",
    "Fidelity",
    "Finding",
    "Judgement",
    "Level",
    "Location",
    "Outcome",
    "Plan",
    "Reference",
    "Resource",
    "RuleRecord",
    "Secret",
    "Severity",
    "Unknown",
    "Value",
    "Waiver",
]
