"""Waivers applied to findings: what is covered, what has expired, what covers nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

from evenkeel.model import Finding, Level, Location, Outcome, Severity, Waiver
from policies.rule import ADVISORY, MANDATORY, Metadata

WAIVERS_FILE: Final = "policies/waivers.yaml"

EXPIRED: Final = Metadata(
    id="waiver-expired",
    title="No waiver is out of date",
    why="An exception that outlives its date has become the rule without anybody deciding so.",
    severity=Severity.MEDIUM,
    applies_to=(),
    enforcement=MANDATORY,
    remedy="Take the waiver out, or agree on a later date with its owner.",
)
UNUSED: Final = Metadata(
    id="waiver-unused",
    title="Every waiver covers something",
    why="A waiver that covers nothing today hides the next breach of its rule without anybody noticing.",
    severity=Severity.LOW,
    applies_to=(),
    enforcement=ADVISORY,
    remedy="Take the waiver out, or correct its rule or its URN pattern.",
)
WAIVER_RULES: Final = (EXPIRED, UNUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverBook:
    """The waivers of a project on a day.

    Attributes:
        waivers: all of them, in the order of their file.
        today: the day that expiry is measured against.
        file: the file, as reports name it.
    """

    waivers: tuple[Waiver, ...] = field(default=())
    today: date = date.max
    file: str = WAIVERS_FILE

    def covering(self, finding: Finding) -> Waiver | None:
        """Return the waiver in force that covers a finding; a rule that broke cannot be waived."""
        if finding.outcome is Outcome.ERROR:
            return None
        return next(
            (waiver for waiver in self.waivers if waiver.expires >= self.today and _names(waiver, finding)), None
        )

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings, those that a waiver covers with it."""
        return (
            [replace(finding, waiver=self.covering(finding)) for finding in findings] if self.waivers else [*findings]
        )

    def of_stack(self, stack: str) -> tuple[Waiver, ...]:
        """Return the waivers whose pattern may match a resource of a stack."""
        return tuple(waiver for waiver in self.waivers if _may_match(waiver.urn, stack))

    def own_findings(self, findings: Iterable[Finding], stack: str) -> list[Finding]:
        """Return what is wrong with the waivers themselves, after they were applied to all findings of a stack."""
        used = {id(finding.waiver) for finding in findings if finding.waiver is not None}
        found: list[Finding] = []
        for waiver in self.of_stack(stack):
            if waiver.expires < self.today:
                found.append(self._finding(EXPIRED, waiver, f"expired on {waiver.expires}"))
            elif id(waiver) not in used:
                found.append(self._finding(UNUSED, waiver, "covers no finding"))
        return found

    def _finding(self, rule: Metadata, waiver: Waiver, message: str) -> Finding:
        return Finding(
            rule=rule.id,
            title=rule.title,
            severity=rule.severity,
            level=Level.MANDATORY if rule is EXPIRED else Level.ADVISORY,
            outcome=Outcome.FAILED,
            urn="",
            type="",
            path=f"{waiver.rule} on {waiver.urn}",
            message=f"{message} (owner {waiver.owner}: {waiver.reason})",
            remedy=rule.remedy,
            gates=rule is EXPIRED,
            location=Location(file=self.file, line=waiver.line),
        )


def _names(waiver: Waiver, finding: Finding) -> bool:
    return waiver.rule == finding.rule and fnmatchcase(finding.urn, waiver.urn)


def _may_match(pattern: str, stack: str) -> bool:
    prefix, separator, _ = pattern.removeprefix("urn:pulumi:").partition("::")
    return not separator or not pattern.startswith("urn:pulumi:") or fnmatchcase(stack, prefix)
