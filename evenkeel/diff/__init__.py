"""What differs between two plans, as a pure function of them."""

from evenkeel.diff.apply import MismatchError, apply
from evenkeel.diff.comparison import compare
from evenkeel.diff.gates import STANDARD, Gate, tripped
from evenkeel.diff.told import Told

__all__ = ["STANDARD", "Gate", "MismatchError", "Told", "apply", "compare", "tripped"]
