"""What the rules of the project say of both sides, and what of it the change brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from evenkeel.cli.policy_pack import judge
from evenkeel.cli.reviewing.renames import renames
from evenkeel.cli.sides import Pair
from evenkeel.model import Finding, Judgement
from evenkeel.model.change import Change
from evenkeel.model.review import Verdicts


def verdicts_of(change: Change, pair: Pair, root: Path, today: date) -> Verdicts:
    """Judge both plans by the rules of one project; the same plan in the same environment is judged once.

    Args:
        change: what differs between the plans.
        pair: the plans; the side after is there.
        root: folder of the project.
        today: the day that waivers are measured against.

    Raises:
        FailureError: the rules, their configuration or the waivers cannot be used.
    """
    was, now = pair.base_origin, pair.head_origin
    # a file does not say whose levels hold; where the other side does, they hold for both
    after = (now and now.environment) or (was and was.environment) or None
    before = (was and was.environment) or after
    judgement = judge(root, pair.head, today=today, environment=after)
    if now is not None and now.whereabouts is not None:
        judgement = now.whereabouts.located(judgement, pair.head)
    if was is None:
        return Verdicts(judgement=judgement, added=judgement.findings, removed=())
    if before == after and pair.base == pair.head:
        return Verdicts(judgement=judgement, added=(), removed=())
    return compared(judge(root, pair.base, today=today, environment=before), judgement, renames(change))


def compared(base: Judgement, head: Judgement, renamed: Mapping[str, str]) -> Verdicts:
    """Return what came and what went.

    A finding stays where the rule, the resource, the property, the outcome and what it stops are the same; several
    may share all of these, so they are counted.

    Args:
        base: of the side before.
        head: of the side after.
        renamed: URNs after, by those before; the same resource under another name keeps its findings.
    """
    moved = [replace(finding, urn=renamed.get(finding.urn, finding.urn)) for finding in base.findings]
    added = _without(head.findings, moved, head.findings)
    removed = _without(moved, head.findings, base.findings)
    return Verdicts(judgement=head, added=added, removed=removed)


def _without(these: Iterable[Finding], those: Iterable[Finding], shown: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter(_key(finding) for finding in those)
    kept: list[Finding] = []
    for finding, original in zip(these, shown, strict=True):
        key = _key(finding)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(original)
    return tuple(kept)


def _key(finding: Finding) -> tuple[str, str, bool]:
    return finding.fingerprint, finding.outcome, finding.gates
