from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evenkeel.plan import dumps
from tests.cli.conftest import STACK, Fails, Workplace
from tests.policies.packs import BROKEN, make_pack
from tests.policies.rules_for_tests import plan_with, thing

PROTECTED = '''\
"""Buckets are protected."""

from evenkeel.model import Severity
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule
from policies.verdict import Failure


def _judge(resource, settings):
    if "key" not in resource.inputs:
        yield Failure(resource, ("key",), "is missing")


RULE = ResourceRule(
    id="bucket-key",
    title="Buckets have keys",
    why="Without one they are open.",
    severity=Severity.HIGH,
    applies_to=("aws:s3/bucket:Bucket",),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Add a key.",
    judge=_judge,
)
'''


@pytest.fixture
def shop(workplace: Workplace) -> Workplace:
    make_pack(workplace.root, {"bucket_key": PROTECTED})
    workplace.stack("prod", STACK.replace("dev", "prod"))
    return workplace


def test_advice_leaves_the_gate_open(shop: Workplace) -> None:
    ended = shop.run("check")

    assert ended.code == 0
    assert ended.out.startswith("Check of stack dev by the rules for dev\n")
    assert "Advice\n  bucket-key (high)\n    Buckets have keys.\n" in ended.out
    assert "shop-orders Bucket  stacks/Pulumi.dev.yaml:2\n      key: is missing\n    → Add a key.\n" in ended.out
    assert ended.out.endswith("nothing stops it · 1 advisory\n")


def test_mandatory_failure_ends_with_the_code_of_a_gate(shop: Workplace) -> None:
    ended = shop.run("check", "prod")

    assert ended.code == 3
    assert "Stops the deployment\n  bucket-key (high)\n" in ended.out
    assert "1 that stops the deployment" in ended.out
    assert ended.err == ""


def test_plan_file_is_judged_by_what_its_stack_is_called(shop: Workplace) -> None:
    assert shop.run("preview", "prod", "--out", "plan.json").code == 0

    assert shop.run("check", "plan.json").code == 3
    assert shop.run("check", "plan.json", "--environment", "dev").code == 0


def test_plan_of_an_unknown_stack_is_held_to_prod_and_located_in_itself(shop: Workplace) -> None:
    shop.write(
        "elsewhere.json", shop.run("preview", "--json").out.replace(":dev:", ":live:").replace('"dev"', '"live"')
    )
    ended = shop.run("check", "elsewhere.json", "--format", "json")
    (finding,) = json.loads(ended.out)["findings"]

    assert ended.code == 3
    assert finding["location"]["file"] == "elsewhere.json"
    lines: list[str] = (shop.root / "elsewhere.json").read_text().splitlines()
    assert finding["urn"] in lines[finding["location"]["line"] - 1]


def test_json_says_what_gates_and_why(shop: Workplace) -> None:
    report = json.loads(shop.run("check", "prod", "--format", "json").out)
    (finding,) = report["findings"]

    assert (report["stack"], report["environment"], report["gate"]) == ("prod", "prod", "closed")
    assert (finding["rule"], finding["path"], finding["gates"]) == ("bucket-key", "key", True)
    assert finding["location"] == {"file": "stacks/Pulumi.prod.yaml", "line": 2}
    assert [rule["id"] for rule in report["rules"]] == ["bucket-key", "waiver-expired", "waiver-unused"]


def test_sarif_goes_to_a_file_and_the_terminal_still_tells_how_it_went(shop: Workplace) -> None:
    ended = shop.run("check", "prod", "--format", "sarif", "--out", "check.sarif")
    (run,) = json.loads((shop.root / "check.sarif").read_text())["runs"]

    assert ended.code == 3
    assert ended.out.startswith("Check of stack prod")
    assert [result["ruleId"] for result in run["results"]] == ["bucket-key"]


def test_junit_is_well_formed_and_counts_the_gate(shop: Workplace) -> None:
    root = ElementTree.fromstring(shop.run("check", "prod", "--format", "junit").out)

    assert (root.attrib["failures"], root.attrib["errors"]) == ("1", "0")


def test_rule_that_breaks_fails_the_run_and_the_others_are_reported(shop: Workplace) -> None:
    shop.write("policies/rules/test/thing_broken.py", BROKEN)
    shop.write("plan.json", dumps(plan_with(thing("a"), stack="dev")))
    ended = shop.run("check", "plan.json")

    assert ended.code == 3
    assert "the rule itself broke: KeyError" in ended.out
    assert "Traceback" not in ended.err


def test_waiver_opens_the_gate_and_is_printed(shop: Workplace) -> None:
    shop.write(
        "policies/waivers.yaml",
        "waivers:\n"
        "  - {rule: bucket-key, urn: 'urn:pulumi:prod::*::shop-orders', reason: it holds nothing yet, owner: shop,"
        " expires: 2999-12-31}\n",
    )
    ended = shop.run("check", "prod")

    assert ended.code == 0
    assert "Waivers\n  bucket-key on urn:pulumi:prod::*::shop-orders\n" in ended.out
    assert "until 2999-12-31, shop: it holds nothing yet" in ended.out


def test_expired_waiver_is_a_finding_at_its_line(shop: Workplace) -> None:
    shop.write(
        "policies/waivers.yaml",
        "waivers:\n"
        "  - {rule: bucket-key, urn: '*::shop-orders', reason: it holds nothing yet, owner: shop,"
        " expires: 2020-12-31}\n",
    )
    report = json.loads(shop.run("check", "dev", "--format", "json").out)
    expired = next(finding for finding in report["findings"] if finding["rule"] == "waiver-expired")

    assert expired["location"] == {"file": "policies/waivers.yaml", "line": 2}
    assert expired["gates"]


def test_policy_configuration_given_is_read_instead_of_the_packs_own(shop: Workplace) -> None:
    shop.write("lenient.yaml", "rules: {bucket-key: {level: disabled}}\n")

    assert shop.run("check", "prod", "--policy-config", "lenient.yaml").code == 0


def test_bad_waiver_file_is_an_error_in_words(shop: Workplace, fails: Fails) -> None:
    shop.write("policies/waivers.yaml", "waivers: [{rule: bucket-kee}]\n")
    told = fails("check")

    assert told.startswith("evenkeel: the policy files have 4 problems\n")
    assert "  policies/waivers.yaml:1: waivers[0].urn: is missing. Add urn: to the section.\n" in told


def test_bad_policy_configuration_is_an_error_in_words(shop: Workplace, fails: Fails) -> None:
    shop.write("odd.yaml", "rules: {bucket-kee: {level: advisory}}\n")

    assert fails("check", "--policy-config", "odd.yaml") == (
        "evenkeel: odd.yaml:1: rules.bucket-kee: is not a rule. Did you mean bucket-key?\n"
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"version": 3, "deployment": {"resources": 1}}'])
def test_file_that_is_no_plan_is_an_error_in_words(shop: Workplace, fails: Fails, text: str) -> None:
    shop.write("plan.json", text)

    assert fails("check", "plan.json").startswith("evenkeel: plan.json: ")


def test_project_without_rules_says_so(workplace: Workplace, fails: Fails) -> None:
    assert "there are no rules in" in fails("check")


def test_report_into_a_folder_that_is_not_there_is_refused_before_the_work(shop: Workplace, fails: Fails) -> None:
    assert "there is no folder" in fails("check", "--out", str(Path("nowhere") / "report.json"))
