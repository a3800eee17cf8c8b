"""Electricity and carbon of hardware."""

from evenkeel.estimate.power.table import METERS, UNPUBLISHED

__all__ = ["METERS", "UNPUBLISHED"]
