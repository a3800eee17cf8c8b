"""What the rules say of a change: what it brings, what was there, what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenkeel.model import Finding, Outcome
from evenkeel.model.review import Verdicts
from evenkeel.report.changes_values import Shown
from evenkeel.report.finding_words import kind_of, name_of, sentence
from evenkeel.report.page.anchors import Anchors
from evenkeel.report.page.dangers import MOST_LINKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: of which resource, what is wrong, where that is decided, and who answers for an exception."""

    kind: str
    name: str
    anchor: str
    sentence: str
    place: str
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFindings:
    """The findings of one rule that have the same consequence.

    Attributes:
        rule: its id.
        title: what it asks for.
        severity: how bad it is when broken.
        consequence: what follows, in words.
        stops: the deployment is stopped.
        remedies: what to do.
        findings: one for each resource and property.
        more: how many further ones there are.
    """

    rule: str
    title: str
    severity: str
    consequence: str
    stops: bool
    remedies: tuple[str, ...]
    findings: tuple[Found, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the rules say.

    Attributes:
        environment: whose levels hold.
        rules: how many were asked.
        passes: how many times a rule and a resource agreed.
        stopping: how many findings stop the deployment.
        added: what the change brings.
        standing: what was there before.
        gone: what it puts right.
        added_count: findings of `added`; the other counts likewise.
    """

    environment: str
    rules: int
    passes: int
    stopping: int
    added: tuple[RuleFindings, ...]
    standing: tuple[RuleFindings, ...]
    gone: tuple[RuleFindings, ...]
    added_count: int
    standing_count: int
    gone_count: int


def policy(shown: Shown, anchors: Anchors, verdicts: Verdicts) -> Policy:
    """Return what the rules say, each finding in the part where it belongs."""
    judgement = verdicts.judgement
    brought = set(verdicts.added)
    standing = [finding for finding in judgement.findings if finding not in brought]
    return Policy(
        environment=shown.text(judgement.environment),
        rules=len(judgement.rules),
        passes=sum(judgement.passed.values()),
        stopping=len(judgement.gated),
        added=_by_rule(shown, anchors, verdicts.added),
        standing=_by_rule(shown, anchors, standing),
        gone=_by_rule(shown, anchors, verdicts.removed),
        added_count=len(verdicts.added),
        standing_count=len(standing),
        gone_count=len(verdicts.removed),
    )


def _by_rule(shown: Shown, anchors: Anchors, findings: Iterable[Finding]) -> tuple[RuleFindings, ...]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, consequence(finding)), []).append(finding)
    return tuple(
        RuleFindings(
            rule=shown.text(rule),
            title=shown.text(group[0].title),
            severity=group[0].severity.value,
            consequence=words,
            stops=group[0].gates,
            remedies=tuple(dict.fromkeys(shown.text(finding.remedy) for finding in group if finding.remedy)),
            findings=tuple(_found(shown, anchors, finding) for finding in group[:MOST_LINKS]),
            more=max(len(group) - MOST_LINKS, 0),
        )
        for (rule, words), group in groups.items()
    )


def consequence(finding: Finding) -> str:
    """Return what follows from a finding, in words."""
    words = {Outcome.FAILED: "", Outcome.NOT_EVALUATED: "not evaluated", Outcome.ERROR: "the rule broke"}
    first = words[finding.outcome]
    then = "stops the deployment" if finding.gates else "waived" if finding.waiver is not None else "advice"
    return f"{first}, {then}" if first else then


def _found(shown: Shown, anchors: Anchors, finding: Finding) -> Found:
    waiver, place = finding.waiver, finding.location
    return Found(
        kind=shown.text(kind_of(finding)),
        name=shown.text(name_of(finding)) or "the whole stack",
        anchor=anchors.of(finding.urn),
        sentence=shown.text(sentence(finding)),
        place=shown.text(f"{place.file}:{place.line}") if place is not None else "",
        waiver=shown.text(f"waived by {waiver.owner} until {waiver.expires}: {waiver.reason}") if waiver else "",
    )
