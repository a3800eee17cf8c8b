"""Where an unknown comes from."""

from __future__ import annotations

from dataclasses import replace

from evenkeel.model import Finding, Outcome
from policies.plan_view import PlanView


def with_sources(finding: Finding, view: PlanView) -> Finding:
    """Return a finding that was not evaluated with the resources that its unknown property comes from."""
    resource = view.by_urn.get(finding.urn)
    if finding.outcome is not Outcome.NOT_EVALUATED or resource is None:
        return finding
    top = finding.path.partition(".")[0].partition("[")[0]
    return replace(finding, sources=tuple(resource.property_dependencies.get(top, ())))
