"""Every rule: its metadata is complete, its cases come out as written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from evenkeel.model import Finding, Outcome, Resource
from policies import load_rules
from policies.configuration import Configuration, RuleConfiguration
from policies.judge import judge
from policies.rule import ENVIRONMENTS, ResourceRule, Rule
from policies.settings import ParameterValue
from tests.policies import cases
from tests.policies.cases import Case

RULES = {rule.id: rule for rule in load_rules()}
OUTCOMES = {"fail": Outcome.FAILED, "unevaluated": Outcome.NOT_EVALUATED}


def remediable() -> list[Case]:
    """Return the failing cases of rules that can put things right."""
    able = {rule.id for rule in RULES.values() if isinstance(rule, ResourceRule) and rule.remedied}
    return [case for case in cases.cases() if case.kind == "fail" and case.rule in able]


@pytest.mark.parametrize("case", cases.cases(), ids=str)
def test_case_of_a_rule_comes_out_as_its_fixture_says(case: Case) -> None:
    found = findings(case)
    told = "\n".join(f"{finding.outcome} {finding.urn} {finding.path}: {finding.message}" for finding in found)
    wanted = [
        (entry.get("resource", ""), str(entry.get("path", "")), str(entry.get("message", "")))
        for entry in case.expected
    ]
    assert len(found) == len(wanted), told or "nothing was found"
    for name, path, message in wanted:
        assert any(
            finding.outcome is OUTCOMES[case.kind]
            and finding.urn.rpartition("::")[2] == name
            and finding.path == path
            and message in finding.message
            for finding in found
        ), f"no finding on {name!r} at {path!r} saying {message!r}, but:\n{told}"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_has_cases_that_pass_and_cases_that_fail(rule: Rule) -> None:
    kinds = {case.kind for case in cases.cases() if case.rule == rule.id}

    assert kinds >= {"pass", "fail"}, f"tests/policies/fixtures/<area>/{rule.id}.yaml has {sorted(kinds) or 'no cases'}"


def test_no_fixture_is_left_over_from_a_rule_that_is_gone() -> None:
    assert set(cases.files()) <= set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_metadata_tells_a_reader_what_why_and_what_to_do(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.id)
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.remedy.endswith(".")
    assert rule.applies_to
    assert all(re.fullmatch(r"CKV2?_[A-Z0-9]+_\d+", check) for check in rule.checkov), rule.checkov
    assert all(re.fullmatch(r"[A-Z]+-\d+", check) for check in rule.trivy), rule.trivy
    for parameter in rule.parameters:
        assert {type(parameter.value_in(environment)) for environment in ENVIRONMENTS} == {type(parameter.default)}


def test_file_of_a_rule_is_named_after_it() -> None:
    root = Path(__file__).parents[2] / "policies" / "rules"
    files = {path.stem for path in root.glob("*/*.py") if path.stem != "__init__"}

    assert files == {rule.replace("-", "_") for rule in RULES}


@pytest.mark.parametrize("case", remediable(), ids=str)
def test_remediation_puts_a_failing_resource_right(case: Case) -> None:
    rule = RULES[case.rule]
    assert isinstance(rule, ResourceRule)
    assert rule.remedied is not None
    settings = configuration(case).settings(rule, case.environment)
    right: list[Resource] = []
    for resource in case.plan.resources:
        inputs = rule.remedied(resource, settings) if resource.type in rule.applies_to else None
        right.append(resource if inputs is None else replace(resource, inputs=inputs))
        if inputs is not None:
            assert {key: inputs.get(key) for key in case.remedied} == dict(case.remedied)

    assert findings(replace(case, plan=replace(case.plan, resources=tuple(right)))) == []


def findings(case: Case) -> list[Finding]:
    judgement = judge(case.plan, [RULES[case.rule]], environment=case.environment, configuration=configuration(case))
    return list(judgement.findings)


def configuration(case: Case) -> Configuration:
    parameters: dict[str, dict[str, ParameterValue]] = {
        name: {case.environment: tuple(cast("list[str]", value)) if isinstance(value, list) else value}
        for name, value in case.parameters.items()
    }
    return Configuration(rules={case.rule: RuleConfiguration(parameters=parameters)})
