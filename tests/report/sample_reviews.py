"""Reviews made by hand: plans with prices, and findings of no real rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from evenkeel.diff import compare
from evenkeel.estimate import compare as compare_estimates
from evenkeel.estimate import estimate
from evenkeel.model import Finding, Judgement, Level, Location, Outcome, Plan, RuleRecord, Severity, Waiver
from evenkeel.model.review import Costs, Refusal, Review, Verdicts

WAIVER = Waiver(rule="bucket-key", urn="*::c", reason="it is empty", owner="shop", expires=date(2027, 1, 31))
_RULE = RuleRecord(
    id="bucket-key", title="Buckets have keys", why="", severity=Severity.HIGH, level=Level.MANDATORY, remedy=""
)


def finding(name: str, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "bucket-key",
        "title": "Buckets have keys",
        "severity": Severity.HIGH,
        "level": Level.MANDATORY,
        "outcome": Outcome.FAILED,
        "urn": f"urn:pulumi:test::shop::aws:s3/bucket:Bucket::{name}" if name else "",
        "type": "aws:s3/bucket:Bucket" if name else "",
        "path": "key",
        "message": "is missing",
        "remedy": "Add one.",
        "gates": True,
        "location": Location(file="stacks/Pulumi.test.yaml", line=7),
        **changes,
    }
    return Finding(**values)


def judged(*findings: Finding, environment: str = "prod") -> Judgement:
    return Judgement(stack="test", environment=environment, fidelity="recorded", findings=findings, rules=(_RULE,))


def verdicts(added: Sequence[Finding] = (), stays: Sequence[Finding] = (), removed: Sequence[Finding] = ()) -> Verdicts:
    return Verdicts(judgement=judged(*added, *stays), added=tuple(added), removed=tuple(removed))


def costs(base: Plan | None, head: Plan | None) -> Costs:
    old, new = (estimate(plan) if plan else None for plan in (base, head))
    return Costs(base=old, head=new, delta=compare_estimates(old, new))


def review(base: Plan, head: Plan, *, said: Verdicts | None = None, refusals: Sequence[Refusal] = ()) -> Review:
    change = compare(base, head, base_label="main", head_label="topic")
    return Review(change=change, costs=costs(base, head), verdicts=said, refusals=tuple(refusals))
