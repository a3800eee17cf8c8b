"""The thresholds of a change, as they are given on the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from evenkeel.cli.amounts import amount
from evenkeel.cli.failure import FailureError
from evenkeel.diff import STANDARD, Gate
from evenkeel.model import FigureDelta

POLICY: Final = "policy"
"""The gate that a new finding closes which stops a deployment."""
UNKNOWN_COST: Final = "unknown-cost"
"""The gate that a cost without a price closes, where it is new or was known before."""
_OTHERS: Final = (POLICY, UNKNOWN_COST)
_NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Rise:
    """How far a figure may rise: an amount a month, or a percentage of what it was.

    Attributes:
        limit: USD or kg CO2e a month, or percent.
        relative: it is a percentage.
    """

    limit: Decimal
    relative: bool

    def exceeded(self, delta: FigureDelta) -> bool:
        """Tell whether the expected figure rises above the limit; any rise from zero is above every percentage."""
        rise, base = delta.change.expected, delta.base.expected
        if not self.relative:
            return rise > self.limit
        return rise > 0 and (base <= 0 or rise * 100 > base * self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What stops a change.

    Attributes:
        gates: dangers.
        policy: whether a new finding does that stops a deployment.
        unknown_cost: whether a cost does that becomes unknown, or is new and unknown.
        cost: rise of the expected cost that is still allowed; None allows any.
        carbon: the same for operational carbon.
    """

    gates: frozenset[Gate] = STANDARD
    policy: bool = False
    unknown_cost: bool = False
    cost: Rise | None = None
    carbon: Rise | None = None


def add_thresholds(parser: ArgumentParser) -> None:
    """Declare the thresholds."""
    standard = ",".join(sorted(STANDARD))
    group = parser.add_argument_group("thresholds", "exit code 3 when a change exceeds one; the report says which")
    group.add_argument(
        "--fail-on",
        metavar="GATE,...",
        default=standard,
        help=f"any of these: {', '.join([*Gate, *_OTHERS])}; or {_NONE} (default {standard})",
    )
    group.add_argument(
        "--fail-on-cost-rise",
        metavar="USD|PERCENT",
        help="the expected cost a month rises by more: 500, 2k or 10%%; or a price is no longer known",
    )
    group.add_argument(
        "--fail-on-carbon-rise",
        metavar="KG|PERCENT",
        help="the expected operational carbon a month rises by more kg CO2e: 50 or 10%%",
    )


def thresholds(options: Namespace) -> Thresholds:
    """Return what was declared by `add_thresholds`.

    Raises:
        FailureError: a gate does not exist, or a value is no amount.
    """
    names = _names(options.fail_on)
    return Thresholds(
        gates=frozenset(Gate(name) for name in names if name not in _OTHERS),
        policy=POLICY in names,
        unknown_cost=UNKNOWN_COST in names,
        cost=_rise("--fail-on-cost-rise", options.fail_on_cost_rise),
        carbon=_rise("--fail-on-carbon-rise", options.fail_on_carbon_rise),
    )


def _names(text: str) -> frozenset[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if names == [_NONE]:
        return frozenset()
    known = [*Gate, *_OTHERS]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise FailureError(
            f"--fail-on: {', '.join(unknown) or 'nothing'} is no gate; use {', '.join(known)}, or {_NONE} alone"
        )
    return frozenset(names)


def _rise(option: str, text: str | None) -> Rise | None:
    if text is None:
        return None
    relative = text.endswith("%")
    try:
        return Rise(amount(option, text.removesuffix("%").rstrip() if relative else text), relative)
    except FailureError:
        raise FailureError(
            f"{option}: {text!r} is neither an amount nor a percentage; give one of 0 or more, as in 500, 2k or 10%"
        ) from None
