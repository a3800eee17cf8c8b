"""What differs between two plans, as a pure function of them."""

from evenkeel.diff.apply import MismatchError, apply
from evenkeel.diff.comparison import compare
from evenkeel.diff.gates import STANDARD, Gate, tripped

__all__ = ["STANDARD", "Gate", "MismatchError", "apply", "compare", "tripped"]
