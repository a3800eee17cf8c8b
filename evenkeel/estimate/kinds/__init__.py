"""Which kinds cost what: one table of prices, one of reasons why the others cost nothing."""

from evenkeel.estimate.kinds.free import FREE
from evenkeel.estimate.kinds.table import PRICERS, Pricer

__all__ = ["FREE", "PRICERS", "Pricer"]
