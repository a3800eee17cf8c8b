from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from evenkeel.model import Finding, Judgement, Level, Location, Outcome, RuleRecord, Severity, Waiver
from evenkeel.report import findings_json, findings_junit, findings_sarif, findings_terminal
from tests.report.sarif import problems

WAIVER = Waiver(rule="bucket-key", urn="*::c", reason="it is empty", owner="shop", expires=date(2027, 1, 31))
RULES = tuple(
    RuleRecord(id=name, title="Buckets have keys", why="Open.", severity=severity, level=level, remedy="Add one.")
    for name, severity, level in (
        ("bucket-key", Severity.HIGH, Level.MANDATORY),
        ("bucket-log", Severity.LOW, Level.ADVISORY),
        ("bucket-other", Severity.CRITICAL, Level.MANDATORY),
    )
)


def finding(name: str, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "bucket-key",
        "title": "Buckets have keys",
        "severity": Severity.HIGH,
        "level": Level.MANDATORY,
        "outcome": Outcome.FAILED,
        "urn": f"urn:pulumi:prod::shop::aws:s3/bucket:Bucket::{name}",
        "type": "aws:s3/bucket:Bucket",
        "path": "key",
        "message": "is missing",
        "remedy": "Add one.",
        "gates": True,
        **changes,
    }
    return Finding(**values)


FINDINGS = (
    finding("a", location=Location(file="stacks/Pulumi.prod.yaml", line=12)),
    finding("b", outcome=Outcome.ERROR, message="the rule itself broke: KeyError"),
    finding("c", gates=False, waiver=WAIVER),
    finding("d", outcome=Outcome.NOT_EVALUATED, sources=("urn:pulumi:prod::shop::t::key",)),
    finding("e", outcome=Outcome.NOT_EVALUATED, gates=False),
    finding("f", rule="bucket-log", severity=Severity.LOW, level=Level.ADVISORY, gates=False),
    finding("", urn="", type="", path="", message="has no <budget> & \x00 no --password=hunter2"),
)


def judged(*findings: Finding) -> Judgement:
    return Judgement(
        stack="prod",
        environment="prod",
        fidelity="recorded",
        findings=findings,
        rules=RULES,
        passed={"bucket-key": 4, "bucket-other": 2},
        waivers=(WAIVER,) if findings else (),
    )


def sarif(judgement: Judgement) -> dict[str, Any]:
    text = findings_sarif(judgement, version="0.1.0", fallback=Location(file="stacks/Pulumi.prod.yaml", line=3))
    return json.loads(text)


@pytest.mark.parametrize("findings", [(), FINDINGS], ids=["clean", "with findings"])
def test_sarif_is_valid(findings: tuple[Finding, ...]) -> None:
    assert problems(sarif(judged(*findings))) == []


def test_sarif_shows_each_finding_at_its_line_and_the_rest_in_the_stack_file() -> None:
    def region(result: Mapping[str, Any]) -> tuple[str, int]:
        place = result["locations"][0]["physicalLocation"]
        return place["artifactLocation"]["uri"], place["region"]["startLine"]

    results = sarif(judged(*FINDINGS))["runs"][0]["results"]
    assert region(results[0]) == ("stacks/Pulumi.prod.yaml", 12)
    assert {region(result) for result in results[1:]} == {("stacks/Pulumi.prod.yaml", 3)}


def test_sarif_levels_tell_what_gates_from_what_is_waived_open_or_advice() -> None:
    results = sarif(judged(*FINDINGS))["runs"][0]["results"]

    assert [(result["kind"], result["level"]) for result in results] == [
        ("fail", "error"),
        ("fail", "error"),
        ("fail", "note"),
        ("fail", "error"),
        ("open", "none"),
        ("fail", "warning"),
        ("fail", "error"),
    ]
    assert results[2]["suppressions"][0]["justification"] == "it is empty (owner shop, until 2027-01-31)"


def test_sarif_fingerprint_does_not_depend_on_line_or_message() -> None:
    first = sarif(judged(finding("a", location=Location(file="x", line=1))))["runs"][0]["results"][0]
    later = sarif(judged(finding("a", location=Location(file="x", line=9), message="is gone")))["runs"][0]["results"][0]

    assert first["partialFingerprints"] == later["partialFingerprints"]


def test_sarif_of_a_run_with_a_broken_rule_did_not_succeed() -> None:
    assert not sarif(judged(*FINDINGS))["runs"][0]["invocations"][0]["executionSuccessful"]
    assert sarif(judged())["runs"][0]["invocations"][0]["executionSuccessful"]


def test_junit_counts_failures_and_errors_apart_and_survives_odd_characters() -> None:
    root = ElementTree.fromstring(findings_junit(judged(*FINDINGS)))
    suite = root[0]

    assert len(suite) == int(suite.attrib["tests"])
    assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"])
    assert len(suite.findall("testcase/error")) == int(suite.attrib["errors"]) == 1
    assert [case.attrib["name"] for case in suite if not len(case)] == ["bucket-other"]


def test_junit_of_a_clean_run_has_a_case_for_each_rule() -> None:
    root = ElementTree.fromstring(findings_junit(judged()))

    assert [case.attrib["name"] for case in root[0]] == ["bucket-key", "bucket-log", "bucket-other"]


def test_json_of_a_finding_is_complete() -> None:
    report = json.loads(findings_json(judged(*FINDINGS)))

    assert report["gate"] == "closed"
    assert report["findings"][2]["waiver"]["expires"] == "2027-01-31"
    assert report["findings"][3]["sources"] == ["urn:pulumi:prod::shop::t::key"]
    assert [rule["passed"] for rule in report["rules"]] == [4, 0, 2]


def test_terminal_puts_what_stops_the_deployment_first_and_prints_all_waivers() -> None:
    text = findings_terminal(judged(*FINDINGS))
    parts = [
        line
        for line in text.splitlines()
        if line in {"Stops the deployment", "Not evaluated", "Waived", "Advice", "Waivers"}
    ]

    assert parts == ["Stops the deployment", "Not evaluated", "Waived", "Advice", "Waivers"]
    assert "it comes from key" in text
    assert "waived by shop until 2027-01-31" in text


@pytest.mark.parametrize("width", [20, 60, 80, 160])
def test_terminal_text_keeps_to_the_width(width: int) -> None:
    lines = findings_terminal(judged(finding("a", message="is " + "very " * 60 + "wrong")), width=width).splitlines()

    assert max(len(line) for line in lines) <= max(width, 60)


def test_no_report_shows_a_secret() -> None:
    judgement = judged(*FINDINGS)
    texts = [
        findings_terminal(judgement),
        findings_json(judgement),
        findings_junit(judgement),
        json.dumps(sarif(judgement)),
    ]

    assert not any("hunter2" in text for text in texts)
