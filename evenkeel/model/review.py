"""All that a reviewer is told about a change: what happens, what it costs, what it emits, what the rules say."""

from __future__ import annotations

from dataclasses import dataclass

from evenkeel.model.change import Change
from evenkeel.model.estimate import Estimate, EstimateDelta
from evenkeel.model.finding import Finding, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What both sides of a change cost, use and emit in a month.

    Attributes:
        base: of the side before; None where the stack is not there.
        head: of the side after; the same.
        delta: head minus base.
    """

    base: Estimate | None
    head: Estimate | None
    delta: EstimateDelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What the rules say of the side after, and what of that the change brought.

    Attributes:
        judgement: of the side after.
        added: findings that the side before does not have.
        removed: findings of the side before that are gone.
    """

    judgement: Judgement
    added: tuple[Finding, ...]
    removed: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A threshold that the change exceeds.

    Attributes:
        gate: its name, as it is given on the command line.
        reason: what exceeds it, in a sentence; shown only through a report.
    """

    gate: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A change of one stack with everything that was found out about it.

    Attributes:
        change: what happens to which resource.
        costs: what it does to cost, electricity and carbon; None where that was not asked for.
        verdicts: what the rules say; None where there are no rules, or the stack goes.
        refusals: thresholds that it exceeds; any of them ends the command with exit code 3.
    """

    change: Change
    costs: Costs | None = None
    verdicts: Verdicts | None = None
    refusals: tuple[Refusal, ...] = ()
