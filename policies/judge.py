"""The judging core: a plan, rules, configuration and waivers in; findings out; nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from evenkeel.model import Finding, Judgement, Level, Outcome, Plan, RuleRecord, Severity
from policies.assessment import Assessment
from policies.configuration import Configuration
from policies.plan_view import PlanView
from policies.rule import Metadata, Rule
from policies.sources import with_sources
from policies.waiving import WAIVER_RULES, WaiverBook

_GRAVITY: Final = {severity: place for place, severity in enumerate(reversed(Severity))}


def judge(
    plan: Plan,
    rules: Iterable[Rule],
    *,
    environment: str,
    configuration: Configuration | None = None,
    waivers: WaiverBook | None = None,
) -> Judgement:
    """Return what the rules have to say about a plan.

    Args:
        plan: the plan.
        rules: all rules; the configuration may disable some.
        environment: `dev`, `staging` or `prod`: whose levels and parameters hold.
        configuration: what the project sets; none by default.
        waivers: its exceptions on a day; none by default.
    """
    configuration = configuration or Configuration()
    waivers = waivers or WaiverBook()
    assessment = Assessment(tuple(rules), configuration, environment)
    view = PlanView(plan.resources)
    found = [finding for resource in plan.resources for finding in assessment.of_resource(resource)]
    found.extend(assessment.of_plan(view))
    findings = settled((with_sources(finding, view) for finding in found), configuration, environment, waivers)
    findings += waivers.own_findings(findings, plan.stack)
    return Judgement(
        stack=plan.stack,
        environment=environment,
        fidelity=plan.fidelity,
        findings=tuple(sorted(findings, key=_order)),
        rules=tuple(
            record(rule, assessment.levels.get(rule.id, rule.enforcement.of(environment)))
            for rule in sorted((*assessment.rules, *WAIVER_RULES), key=lambda rule: rule.id)
        ),
        passed=dict(assessment.passed),
        waivers=waivers.of_stack(plan.stack),
    )


def settled(
    findings: Iterable[Finding], configuration: Configuration, environment: str, waivers: WaiverBook
) -> list[Finding]:
    """Return findings with the waivers that cover them, and with whether they stop the deployment."""
    unevaluated = configuration.unevaluated_gates(environment)
    return [replace(finding, gates=_gates(finding, unevaluated=unevaluated)) for finding in waivers.applied(findings)]


def record(rule: Metadata, level: Level) -> RuleRecord:
    """Return a rule as reports name it."""
    return RuleRecord(
        id=rule.id, title=rule.title, why=rule.why, severity=rule.severity, level=level, remedy=rule.remedy
    )


def _gates(finding: Finding, *, unevaluated: bool) -> bool:
    if finding.outcome is Outcome.ERROR:
        return True
    if finding.waiver is not None or finding.level not in {Level.MANDATORY, Level.REMEDIATE}:
        return False
    return finding.outcome is Outcome.FAILED or unevaluated


def _order(finding: Finding) -> tuple[bool, int, str, str, str]:
    return not finding.gates, _GRAVITY[finding.severity], finding.rule, finding.urn, finding.path
