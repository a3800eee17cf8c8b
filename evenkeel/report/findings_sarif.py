"""Findings as SARIF 2.1.0, the form in which code hosts show them in a change.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from evenkeel.model import Finding, Judgement, Level, Location, Outcome, RuleRecord, Severity
from evenkeel.report.concealment import NOTHING_KNOWN
from evenkeel.report.finding_words import name_of, sentence

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SECURITY_SEVERITY: Final[Mapping[Severity, str]] = {
    Severity.LOW: "3.0",
    Severity.MEDIUM: "5.5",
    Severity.HIGH: "8.0",
    Severity.CRITICAL: "9.5",
}
"""The scale of 0 to 10 by which code hosts sort and gate."""


def findings_sarif(judgement: Judgement, *, version: str, fallback: Location) -> str:
    """Return the report as a SARIF log that ends with a newline and holds no secret.

    Args:
        judgement: what the rules found.
        version: version of evenkeel.
        fallback: where a finding is shown that does not say where it is decided, the stack file for example.
    """
    judgement = NOTHING_KNOWN.record(judgement)
    places = {rule.id: place for place, rule in enumerate(judgement.rules)}
    driver: dict[str, object] = {
        "name": "evenkeel",
        "semanticVersion": version,
        "rules": [_rule(rule) for rule in judgement.rules],
    }
    broken = [finding for finding in judgement.findings if finding.outcome is Outcome.ERROR]
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"evenkeel/{judgement.stack}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not broken,
                "toolExecutionNotifications": [_notification(finding, places) for finding in broken],
            }
        ],
        "results": [_result(finding, places, fallback) for finding in judgement.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: RuleRecord) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.remedy, "markdown": rule.remedy},
        "defaultConfiguration": {"level": "error" if rule.level in {Level.MANDATORY, Level.REMEDIATE} else "warning"},
        "properties": {"security-severity": _SECURITY_SEVERITY[rule.severity], "tags": ["security", rule.severity]},
    }


def _result(finding: Finding, places: Mapping[str, int], fallback: Location) -> dict[str, object]:
    found: dict[str, object] = {
        "ruleId": finding.rule,
        "kind": "open" if _is_open(finding) else "fail",
        "level": _level(finding),
        "message": {"text": f"{_subject(finding)}{sentence(finding)}. {finding.remedy}"},
        "locations": [_location(finding, finding.location or fallback)],
        "partialFingerprints": {"evenkeelFinding/v1": finding.fingerprint},
        "properties": {"outcome": finding.outcome, "gates": finding.gates, "urn": finding.urn, "path": finding.path},
    }
    if finding.rule in places:
        found["ruleIndex"] = places[finding.rule]
    if finding.waiver is not None:
        found["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": (
                    f"{finding.waiver.reason} (owner {finding.waiver.owner}, until {finding.waiver.expires})"
                ),
            }
        ]
    return found


def _level(finding: Finding) -> str:
    """Return the level; a result of a kind other than `fail` must say `none`."""
    if _is_open(finding):
        return "none"
    return "error" if finding.gates else "note" if finding.waiver is not None else "warning"


def _is_open(finding: Finding) -> bool:
    return finding.outcome is Outcome.NOT_EVALUATED and not finding.gates


def _notification(finding: Finding, places: Mapping[str, int]) -> dict[str, object]:
    rule: dict[str, object] = {"id": finding.rule}
    if finding.rule in places:
        rule["index"] = places[finding.rule]
    return {"level": "error", "message": {"text": f"{finding.rule}: {finding.message}"}, "associatedRule": rule}


def _location(finding: Finding, place: Location) -> dict[str, object]:
    path = Path(place.file)
    artifact = (
        {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}
    )
    found: dict[str, object] = {
        "physicalLocation": {"artifactLocation": artifact, "region": {"startLine": max(place.line, 1)}}
    }
    if finding.urn:
        found["logicalLocations"] = [{"name": name_of(finding), "fullyQualifiedName": finding.urn, "kind": "resource"}]
    return found


def _subject(finding: Finding) -> str:
    return f"{name_of(finding)}: " if finding.urn else ""
