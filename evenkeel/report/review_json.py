"""Reviews as JSON, for other tools."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from evenkeel.model import Estimate, Finding, UnknownFigure
from evenkeel.model.review import Costs, Review, Verdicts
from evenkeel.report.changes_json import diff_json
from evenkeel.report.changes_values import Shown
from evenkeel.report.estimate_json import estimate_delta_json, totals_json
from evenkeel.report.finding_words import sentence
from evenkeel.report.review_words import cost_headline, policy_headline, remaining, review_verdict

FORMAT: Final = "evenkeel/reviews"
VERSION: Final = 1
"""Raised when a member changes its meaning or goes away."""


def review_json(reviews: Sequence[Review]) -> str:
    """Return reviews as a JSON document that ends with a newline and holds no secret."""
    content = {"format": FORMAT, "version": VERSION, "reviews": [_review(review) for review in reviews]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _review(review: Review) -> dict[str, object]:
    shown = Shown(review.change)
    return {
        "project": shown.text(review.change.head.project),
        "stack": shown.text(review.change.head.stack),
        "verdict": shown.text(review_verdict(review)),
        "refusals": [{"gate": shown.text(each.gate), "reason": shown.text(each.reason)} for each in review.refusals],
        "policies": _verdicts(shown, review.verdicts),
        "costs": _costs(shown, review.costs),
        "change": diff_json(review.change),
    }


def _verdicts(shown: Shown, verdicts: Verdicts | None) -> dict[str, object] | None:
    if verdicts is None:
        return None
    return {
        "words": policy_headline(verdicts),
        "environment": shown.text(verdicts.judgement.environment),
        "gate": "closed" if verdicts.judgement.gated else "open",
        "rules": len(verdicts.judgement.rules),
        "added": [_finding(shown, finding) for finding in verdicts.added],
        "remaining": [_finding(shown, finding) for finding in remaining(verdicts)],
        "removed": [_finding(shown, finding) for finding in verdicts.removed],
    }


def _finding(shown: Shown, finding: Finding) -> dict[str, object]:
    where, waiver = finding.location, finding.waiver
    return {
        "rule": shown.text(finding.rule),
        "title": shown.text(finding.title),
        "severity": finding.severity.value,
        "level": finding.level.value,
        "outcome": finding.outcome.value,
        "gates": finding.gates,
        "urn": shown.urn(finding.urn),
        "path": shown.text(finding.path),
        "message": shown.text(sentence(finding)),
        "remedy": shown.text(finding.remedy),
        "location": {"file": shown.urn(where.file), "line": where.line} if where else None,
        "waiver": {"owner": shown.text(waiver.owner), "expires": waiver.expires.isoformat()} if waiver else None,
        "fingerprint": finding.fingerprint,
    }


def _costs(shown: Shown, costs: Costs | None) -> dict[str, object] | None:
    if costs is None:
        return None
    delta = costs.delta
    return {
        "words": cost_headline(costs),
        "base": _side(shown, costs.base),
        "head": _side(shown, costs.head),
        "delta": {
            **estimate_delta_json(shown.concealment.record(delta)),
            "unknownAdded": _unknown(shown, delta.unknown_added),
            "unknownRemoved": _unknown(shown, delta.unknown_removed),
            "unknownLost": _unknown(shown, delta.unknown_lost),
            "unknownFound": _unknown(shown, delta.unknown_found),
        },
    }


def _side(shown: Shown, found: Estimate | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "region": shown.text(found.region),
        "totals": totals_json(found.totals),
        "unknownCosts": _unknown(shown, found.unknown_costs),
        "unknownEnergies": _unknown(shown, found.unknown_energies),
        "assumptions": [
            {"name": shown.text(each.name), "value": shown.text(each.value), "stated": each.stated}
            for each in found.assumptions
        ],
        "notes": [shown.text(note) for note in found.notes],
    }


def _unknown(shown: Shown, figures: Iterable[UnknownFigure]) -> list[dict[str, object]]:
    return [
        {
            "urn": shown.urn(each.urn),
            "name": shown.text(each.name),
            "what": shown.text(each.what),
            "reason": shown.text(each.reason),
        }
        for each in figures
    ]
