"""Findings by rule, as they may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenkeel.model import Finding, Outcome
from evenkeel.report.changes_values import Shown
from evenkeel.report.finding_words import kind_of, name_of, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One finding of a rule, redacted.

    Attributes:
        subject: name and kind of the resource, or the whole stack.
        sentence: what is wrong.
        where: file and line that decide it; may be empty.
        waiver: who answers for an exception, until when; may be empty.
    """

    subject: str
    sentence: str
    where: str
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """The findings of one rule with the same consequence, redacted.

    Attributes:
        rule: its id.
        title: what it asks for.
        marks: severity and consequence, in words.
        gates: it stops the deployment.
        places: what it found.
        remedies: what to do about it.
    """

    rule: str
    title: str
    marks: str
    gates: bool
    places: tuple[Place, ...]
    remedies: tuple[str, ...]


def rule_groups(shown: Shown, findings: Iterable[Finding]) -> list[RuleGroup]:
    """Return findings by rule, in their order, those that stop the deployment first."""
    groups: dict[tuple[str, str, bool], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, _marks(finding), finding.gates), []).append(finding)
    made = [
        RuleGroup(
            rule=shown.text(rule),
            title=shown.text(found[0].title),
            marks=marks,
            gates=gates,
            places=tuple(_place(shown, finding) for finding in found),
            remedies=tuple(dict.fromkeys(shown.text(finding.remedy) for finding in found if finding.remedy)),
        )
        for (rule, marks, gates), found in groups.items()
    ]
    return sorted(made, key=lambda group: not group.gates)


def _marks(finding: Finding) -> str:
    outcome = {Outcome.ERROR: ["the rule broke"], Outcome.NOT_EVALUATED: ["could not be evaluated"]}
    consequence = "stops the deployment" if finding.gates else "waived" if finding.waiver else "advice"
    return ", ".join([finding.severity.value, *outcome.get(finding.outcome, []), consequence])


def _place(shown: Shown, finding: Finding) -> Place:
    where, waiver = finding.location, finding.waiver
    return Place(
        subject=shown.text(f"{name_of(finding)} {kind_of(finding)}".strip()) or "the whole stack",
        sentence=shown.text(sentence(finding)),
        where=shown.text(f"{where.file}:{where.line}") if where else "",
        waiver=shown.text(f"waived by {waiver.owner} until {waiver.expires}: {waiver.reason}") if waiver else "",
    )
