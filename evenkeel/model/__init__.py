"""Plain, frozen records that pass between the rooms; no behaviour and no imports of ours."""

from evenkeel.model.plan import Fidelity, Plan
from evenkeel.model.resource import Resource
from evenkeel.model.values import REDACTED, UNKNOWN, Asset, Reference, Secret, Unknown, Value

__all__ = ["REDACTED", "UNKNOWN", "Asset", "Fidelity", "Plan", "Reference", "Resource", "Secret", "Unknown", "Value"]
