"""Findings as JSON, for other tools."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Final

from evenkeel.model import Finding, Judgement, Waiver
from evenkeel.report.concealment import NOTHING_KNOWN

VERSION: Final = 1
"""Raised when a member changes its meaning or goes away."""


def findings_json(judgement: Judgement) -> str:
    """Return the report as a JSON document that ends with a newline and holds no secret."""
    judgement = NOTHING_KNOWN.record(judgement)
    document = {
        "version": VERSION,
        "stack": judgement.stack,
        "environment": judgement.environment,
        "fidelity": judgement.fidelity,
        "gate": "closed" if judgement.gated else "open",
        "findings": [_finding(finding) for finding in judgement.findings],
        "rules": [{**asdict(rule), "passed": judgement.passed.get(rule.id, 0)} for rule in judgement.rules],
        "waivers": [_waiver(waiver) for waiver in judgement.waivers],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=_plain) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity,
        "level": finding.level,
        "outcome": finding.outcome,
        "gates": finding.gates,
        "urn": finding.urn,
        "type": finding.type,
        "path": finding.path,
        "message": finding.message,
        "remedy": finding.remedy,
        "sources": finding.sources,
        "waiver": None if finding.waiver is None else _waiver(finding.waiver),
        "location": None if finding.location is None else asdict(finding.location),
        "fingerprint": finding.fingerprint,
    }


def _waiver(waiver: Waiver) -> dict[str, object]:
    return asdict(waiver)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
