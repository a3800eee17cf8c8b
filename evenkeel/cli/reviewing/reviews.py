"""One review for each pair of plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenkeel.cli.policy_pack import has_pack
from evenkeel.cli.reviewing.costs import costs_of
from evenkeel.cli.reviewing.verdicts import verdicts_of
from evenkeel.cli.sides import Pair
from evenkeel.cli.stated_load import check_names, named
from evenkeel.diff import compare
from evenkeel.estimate import Settings
from evenkeel.model import Plan
from evenkeel.model.finding import Location
from evenkeel.model.review import Review

_NO_PROJECT = "the rules were not asked: there is no Pulumi.yaml here, whose folder policies would hold them"
_NO_RULES = "the rules were not asked: the project has no folder policies"
_GOES = "the rules were not asked: nothing of the stack is left to judge"


@dataclass(frozen=True, slots=True)
class Basis:
    """What every pair is reviewed by.

    Attributes:
        root: folder of the project, whose rules are asked; None outside any.
        settings: the stated load; numbers without a name still have the name ``.
        today: the day that waivers are measured against.
        base_label: what the reader called the side before.
        head_label: what the reader called the side after.
    """

    root: Path | None
    settings: Settings
    today: date
    base_label: str
    head_label: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review, and where what belongs to no line of a file is shown.

    Attributes:
        review: without refusals.
        fallback: for code hosts; None where there is no file.
    """

    review: Review
    fallback: Location | None


def reviewed(pairs: Sequence[Pair], basis: Basis) -> list[Reviewed]:
    """Compare, estimate and judge the pairs.

    Raises:
        FailureError: a load is stated for something that neither side has, or the rules cannot be used.
    """
    plans = _present(pairs)
    settings = named(basis.settings, plans)
    check_names(settings, plans)
    return [_reviewed(pair, basis, settings) for pair in pairs]


def _present(pairs: Sequence[Pair]) -> list[Plan]:
    sides = [side for pair in pairs for side in ((pair.base_origin, pair.base), (pair.head_origin, pair.head))]
    return [plan for origin, plan in sides if origin is not None]


def _reviewed(pair: Pair, basis: Basis, settings: Settings) -> Reviewed:
    reason = _not_asked(pair, basis)
    change = compare(
        pair.base,
        pair.head,
        base_label=basis.base_label,
        head_label=basis.head_label,
        secrets=pair.secrets,
        notes=(*pair.notes, *([reason] if reason else [])),
        told=pair.told,
    )
    verdicts = None
    if not reason and basis.root is not None:
        verdicts = verdicts_of(change, pair, basis.root, basis.today)
    where = pair.head_origin.whereabouts if pair.head_origin else None
    review = Review(change=change, costs=costs_of(change, pair, settings), verdicts=verdicts)
    return Reviewed(review, where.fallback if where else None)


def _not_asked(pair: Pair, basis: Basis) -> str:
    """Return why the rules are not asked; empty where they are."""
    if pair.head_origin is None:
        return _GOES
    if basis.root is None:
        return _NO_PROJECT
    return "" if has_pack(basis.root) else _NO_RULES
