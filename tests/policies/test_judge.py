from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evenkeel.model import UNKNOWN, Finding, Level, Outcome, Secret, Waiver
from policies.configuration import Configuration, RuleConfiguration
from policies.judge import judge
from policies.rule import ADVISORY, MANDATORY_BEFORE_PROD, Rule
from policies.waiving import WaiverBook
from tests.policies.rules_for_tests import broken_rule, large_enough, one_of_each_size, plan_with, thing

TODAY = date(2026, 6, 1)
OTHER = "urn:pulumi:test::shop::test:index:Other::source"


def only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


def test_resource_that_agrees_with_a_rule_passes_and_is_counted() -> None:
    judgement = judge(plan_with(thing("a", size=3), thing("b", size=4)), [large_enough()], environment="prod")

    assert judgement.findings == ()
    assert judgement.passed == {"thing-size": 2}


def test_failure_names_property_and_value_and_stops_the_deployment() -> None:
    finding = only(judge(plan_with(thing("a", size=2)), [large_enough()], environment="prod").findings)

    assert (finding.outcome, finding.path, finding.message, finding.gates) == (
        Outcome.FAILED,
        "size",
        "is 2, less than 3",
        True,
    )


def test_advisory_rule_does_not_stop_the_deployment() -> None:
    judgement = judge(plan_with(thing("a", size=2)), [large_enough(enforcement=ADVISORY)], environment="prod")

    assert len(judgement.findings) == 1
    assert judgement.gated == ()


@pytest.mark.parametrize(("environment", "gates"), [("dev", False), ("staging", True), ("prod", True)])
def test_level_is_that_of_the_environment(environment: str, gates: bool) -> None:
    rule = large_enough(enforcement=MANDATORY_BEFORE_PROD)

    assert only(judge(plan_with(thing("a", size=0)), [rule], environment=environment).findings).gates is gates


@pytest.mark.parametrize(("environment", "gates"), [("dev", False), ("staging", False), ("prod", True)])
def test_unknown_is_not_a_pass_and_stops_prod_only(environment: str, gates: bool) -> None:
    judgement = judge(plan_with(thing("a", size=UNKNOWN, sources=(OTHER,))), [large_enough()], environment=environment)
    finding = only(judgement.findings)

    assert (finding.outcome, finding.path, finding.sources) == (Outcome.NOT_EVALUATED, "size", (OTHER,))
    assert finding.gates is gates
    assert judgement.passed["thing-size"] == 0


def test_unknown_may_be_let_through_in_prod() -> None:
    configuration = Configuration(unevaluated={"prod": Level.ADVISORY})
    judgement = judge(
        plan_with(thing("a", size=UNKNOWN)), [large_enough()], environment="prod", configuration=configuration
    )

    assert judgement.gated == ()


def test_value_of_the_wrong_kind_is_a_failure_not_an_error() -> None:
    finding = only(judge(plan_with(thing("a", size={"x": 1})), [large_enough()], environment="prod").findings)

    assert finding.outcome is Outcome.FAILED
    assert finding.message == "is a mapping where a number is expected"


def test_rule_that_raises_is_an_error_of_that_rule_and_the_others_still_run() -> None:
    judgement = judge(plan_with(thing("a", size=2)), [broken_rule(), large_enough()], environment="dev")
    error = next(finding for finding in judgement.findings if finding.outcome is Outcome.ERROR)

    assert error.rule == "thing-broken"
    assert error.gates
    assert error.message.startswith("the rule itself broke: KeyError at rules_for_tests.py:")
    assert {finding.rule for finding in judgement.findings} == {"thing-broken"}
    assert judgement.passed["thing-size"] == 1


def test_error_of_a_rule_does_not_show_what_the_exception_holds() -> None:
    judgement = judge(plan_with(thing("a")), [broken_rule()], environment="dev")

    assert not any("hunter2" in finding.message for finding in judgement.findings)


def test_secret_is_judged_by_what_it_holds() -> None:
    assert judge(plan_with(thing("a", size=Secret(5))), [large_enough()], environment="prod").findings == ()


def test_resource_that_is_only_read_is_not_judged() -> None:
    judgement = judge(
        plan_with(thing("a", size=0, external=True), thing("b", size=0)), [one_of_each_size()], environment="prod"
    )

    assert [finding.urn.rpartition("::")[2] for finding in judgement.findings] == ["b"]


def test_unknown_in_one_subject_of_a_plan_rule_leaves_the_others_judged() -> None:
    resources = (thing("a", size=UNKNOWN), thing("b", size=1), thing("c", size=1), thing("d", size=2))
    judgement = judge(plan_with(*resources), [one_of_each_size()], environment="prod")

    assert {(found.urn.rpartition("::")[2], found.outcome) for found in judgement.findings} == {
        ("a", Outcome.NOT_EVALUATED),
        ("c", Outcome.FAILED),
    }
    assert judgement.passed["thing-distinct"] == 2


def test_disabled_rule_is_not_asked() -> None:
    configuration = Configuration(rules={"thing-size": RuleConfiguration(levels={"prod": Level.DISABLED})})
    judgement = judge(plan_with(thing("a", size=0)), [large_enough()], environment="prod", configuration=configuration)

    assert judgement.findings == ()
    assert "thing-size" not in {rule.id for rule in judgement.rules}


@pytest.mark.parametrize(("environment", "found"), [("dev", 0), ("prod", 1)])
def test_parameter_has_the_default_of_the_environment(environment: str, found: int) -> None:
    assert len(judge(plan_with(thing("a", size=2)), [large_enough()], environment=environment).findings) == found


def waiver(**changes: object) -> Waiver:
    """Return a waiver of the size of everything named a."""
    base = Waiver(
        rule="thing-size", urn="*::a", reason="it is small on purpose", owner="ops", expires=date(2026, 12, 31)
    )
    return replace(base, **changes)  # pyright: ignore[reportArgumentType]


def waived(*waivers: Waiver, rules: tuple[Rule, ...] = ()) -> tuple[Finding, ...]:
    plan = plan_with(thing("a", size=0), thing("b", size=9))
    book = WaiverBook(waivers=waivers, today=TODAY)
    return judge(plan, rules or (large_enough(),), environment="prod", waivers=book).findings


def test_waived_finding_is_shown_with_its_waiver_and_does_not_gate() -> None:
    finding = only(waived(waiver()))

    assert finding.waiver == waiver()
    assert not finding.gates


def test_waiver_holds_on_its_last_day_and_not_after() -> None:
    assert not only(waived(waiver(expires=TODAY))).gates

    after = waived(waiver(expires=date(2026, 5, 31)))
    assert {finding.rule: finding.gates for finding in after} == {"thing-size": True, "waiver-expired": True}


def test_waiver_that_covers_nothing_is_a_finding() -> None:
    found = waived(waiver(), waiver(urn="*::b"))

    assert {finding.rule: finding.gates for finding in found} == {"thing-size": False, "waiver-unused": False}
    assert "*::b" in next(finding.path for finding in found if finding.rule == "waiver-unused")


def test_waiver_of_another_stack_is_neither_applied_nor_unused() -> None:
    assert {finding.rule for finding in waived(waiver(urn="urn:pulumi:prod::*::a"))} == {"thing-size"}


def test_rule_that_broke_cannot_be_waived() -> None:
    found = waived(waiver(rule="thing-broken"), rules=(broken_rule(),))

    assert any(finding.outcome is Outcome.ERROR and finding.gates for finding in found)


def test_fingerprint_stays_when_the_line_or_the_message_changes() -> None:
    finding = only(judge(plan_with(thing("a", size=2)), [large_enough()], environment="prod").findings)

    assert replace(finding, message="other", location=None).fingerprint == finding.fingerprint
    assert replace(finding, path="other").fingerprint != finding.fingerprint


@pytest.mark.parametrize(
    ("stack", "declared", "environment"),
    [
        ("prod", None, "prod"),
        ("staging", None, "staging"),
        ("dev-anna", None, "dev"),
        ("team_dev", None, "dev"),
        ("developer", None, "prod"),
        ("prod-like-dev", None, "prod"),
        ("onprem", None, "staging"),
        ("onprem", "dev", "dev"),
        ("", None, "prod"),
    ],
)
def test_environment_is_declared_set_named_or_else_the_strictest(
    stack: str, declared: str | None, environment: str
) -> None:
    assert Configuration(stacks={"onprem": "staging"}).environment_of(stack, declared) == environment
