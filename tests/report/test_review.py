"""What a reviewer is told of policies, cost and carbon, in every form."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from evenkeel.model import Level, Outcome, Plan, Secret, Severity
from evenkeel.model.review import Refusal, Review
from evenkeel.report.review_json import review_json
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal
from evenkeel.report.review_words import cost_headline, policy_headline, review_verdict
from tests.estimate.plans import deployment, nat_gateway, node_pool, plan, resource
from tests.report.sample_reviews import WAIVER, costs, finding, review, verdicts
from tests.report.test_changes import balanced

FORMS: dict[str, Callable[[Review], str]] = {
    "comment": comment,
    "terminal": lambda found: review_terminal([found]),
    "json": lambda found: review_json([found]),
}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
BUCKET = "aws:s3/bucket:Bucket"


def served(replicas: int) -> Plan:
    return plan(*node_pool("gpu", ["g6.xlarge"]), deployment("chat", "gpu", replicas=replicas, gpus=1))


ONE, THREE = served(1), served(3)
MORE = 2 * (Decimal(730) * Decimal("0.8048") + 8)
"""USD a month of two more nodes with their volumes."""


@every_form
def test_rise_of_cost_and_carbon_is_told(form: Callable[[Review], str]) -> None:
    text = form(review(ONE, THREE))
    assert f"+USD {MORE:,.2f} a month (+200.0 %), +" in text
    assert "kg CO2e" in text
    assert "gpu-pool" in text


@every_form
def test_refusals_stand_in_the_verdict_and_say_why(form: Callable[[Review], str]) -> None:
    found = review(ONE, THREE, refusals=[Refusal(gate="cost-rise", reason="it rises by USD 1,191.01 a month")])
    text = form(found)
    assert "Refused by cost-rise. Changes 1 resource of stack test" in text
    assert text.index("Refused") < text.index("rises by USD 1,191.01")
    assert text.index("rises by USD 1,191.01") < text.index("chat")


@every_form
def test_new_findings_come_with_rule_resource_message_place_and_remedy(form: Callable[[Review], str]) -> None:
    text = form(review(ONE, THREE, said=verdicts([finding("a")])))
    for words in ("bucket-key", "high", "key: is missing", "stacks/Pulumi.test.yaml", "Add one."):
        assert words in text
    assert "1 new finding, which stops the deployment" in text


@every_form
def test_what_broke_and_what_was_not_evaluated_stays_visible(form: Callable[[Review], str]) -> None:
    broken = finding("b", outcome=Outcome.ERROR, message="the rule itself broke: KeyError")
    open_ = finding("d", outcome=Outcome.NOT_EVALUATED, gates=False)
    text = form(review(ONE, THREE, said=verdicts(stays=[broken, open_])))
    assert "1 rule broke; 1 could not be evaluated" in text
    assert "2 were there before, 1 of them stops the deployment" in text
    assert "the rule itself broke: KeyError" in text.partition("<details>")[0]


@pytest.mark.parametrize(
    ("added", "stays", "removed", "words"),
    [
        ((), (), (), "no new finding"),
        ((finding("a"), finding("b", gates=False)), (), (), "2 new findings, 1 of them stops the deployment"),
        ((finding("a"), finding("b")), (), (), "2 new findings, all of them stop the deployment"),
        ((finding("a", gates=False, waiver=WAIVER),), (), (), "1 new finding, which stops nothing"),
        ((), (finding("a", gates=False),), (finding("b"),), "no new finding; 1 is gone; 1 was there before"),
    ],
)
def test_policy_headline(added: Any, stays: Any, removed: Any, words: str) -> None:
    assert policy_headline(verdicts(added, stays, removed)) == words


def test_same_finding_twice_of_which_one_is_new() -> None:
    twin = finding("a")
    assert "1 was there before" in policy_headline(verdicts([twin], [twin]))


@every_form
def test_what_was_not_asked_or_estimated_is_said_and_never_zero(form: Callable[[Review], str]) -> None:
    change = review(ONE, THREE).change
    text = form(Review(change=change))
    if text.startswith("{"):
        [content] = json.loads(text)["reviews"]
        assert content["costs"] is content["policies"] is None
    else:
        assert "not estimated" in text
        assert "not asked" in text
        assert "USD" not in text


@every_form
def test_unknown_costs_are_listed_as_not_in_the_totals(form: Callable[[Review], str]) -> None:
    nobody_knows = resource("aws:mystery/thing:Thing", "riddle", {})
    text = form(review(ONE, plan(*THREE.resources[1:], nobody_knows)))
    assert "1 cost more that nobody knows" in text
    assert "riddle" in text
    assert "there is no price rule for aws:mystery/thing:Thing" in text


def test_change_without_cost_has_no_tables() -> None:
    gateways = nat_gateway("a")
    other = resource("aws:sqs/queue:Queue", "q", {"name": "a"})
    renamed = resource("aws:sqs/queue:Queue", "q", {"name": "b"})
    found = review(plan(*gateways, other), plan(*gateways, renamed))
    assert "unchanged, " in cost_headline(found.costs)
    assert "### Cost and carbon" not in comment(found)


@every_form
def test_note_of_one_side_is_told_where_figures_hide_it(form: Callable[[Review], str]) -> None:
    """Spot is priced on demand where nobody states a discount, so giving it up changes no figure."""
    chat = deployment("chat", "gpu", replicas=1, gpus=1)
    before = plan(*node_pool("gpu", ["g6.xlarge"], capacity=("spot", "on-demand")), chat)
    after = plan(*node_pool("gpu", ["g6.xlarge"]), chat)
    text = form(review(before, after))
    assert "not fully comparable" in text
    assert "buys spot, whose price no dated record holds" in text


def test_stack_that_comes_or_goes_has_no_percentage() -> None:
    nothing = Plan(project="shop", stack="test", fidelity=ONE.fidelity, resources=())
    change = review(nothing, ONE).change
    assert "%" not in cost_headline(costs(None, ONE))
    assert "-100.0 %" in cost_headline(costs(ONE, None))
    assert "Changes" in review_verdict(Review(change=change, costs=costs(None, ONE)))


@pytest.mark.parametrize("count", [1, 40, 900])
@pytest.mark.parametrize("text", ["x" * 900, "`" * 90, "</details>\n<!--", "|a|b|", "@everyone ![i](http://x)"])
def test_comment_fits_and_is_balanced_whatever_the_rules_say(count: int, text: str) -> None:
    added = [finding(f"n{index}", rule=f"rule-{index}", message=text, remedy=text) for index in range(count)]
    stays = [finding(f"s{index}", message=text, gates=False) for index in range(count)]
    reason = Refusal(gate="policy", reason=text * 20)
    found = comment(review(ONE, THREE, said=verdicts(added, stays, stays), refusals=[reason]))
    assert len(found.encode()) < 60_000
    assert balanced(found)
    assert "<!--" not in found[4:]
    assert "@everyone" not in found
    assert f"{count} new finding" in found
    assert "### Cost and carbon" in found


def test_policies_outlive_the_details_when_room_is_short() -> None:
    said = verdicts([finding("a")])
    found = comment(review(ONE, THREE, said=said), limit=1_300)
    assert "### Policies" in found
    assert "<details>" not in found
    assert "Left out to fit into a comment" in found


@every_form
def test_secret_of_a_plan_is_in_no_finding_or_refusal(form: Callable[[Review], str]) -> None:
    hidden = secrets.token_hex(16)
    planted = resource("aws:ssm/parameter:Parameter", "p", {"value": Secret(hidden)})
    said = verdicts([finding("p", message=f"holds {hidden}", remedy=f"Take {hidden} out.", path=hidden)])
    refusal = Refusal(gate="policy", reason=f"something with {hidden}")
    text = form(review(ONE, plan(*THREE.resources[1:], planted), said=said, refusals=[refusal]))
    assert hidden not in text
    assert "bucket-key" in text


def test_json_holds_exact_figures_and_all_findings() -> None:
    low = finding("c", gates=False, severity=Severity.LOW, level=Level.ADVISORY)
    text = review_json([review(ONE, THREE, said=verdicts([finding("a")], [low], [finding("z")]))])
    content = json.loads(text)
    [found] = content["reviews"]
    assert content["format"] == "evenkeel/reviews"
    assert found["stack"] == "test"
    assert Decimal(found["costs"]["delta"]["usd"]["change"]["expected"]) == MORE
    assert Decimal(found["costs"]["head"]["totals"]["usd"]["expected"]) - MORE == Decimal(
        found["costs"]["base"]["totals"]["usd"]["expected"]
    )
    assert [len(found["policies"][part]) for part in ("added", "remaining", "removed")] == [1, 1, 1]
    assert found["policies"]["added"][0]["location"] == {"file": "stacks/Pulumi.test.yaml", "line": 7}
    assert found["change"]["counts"]["update"] == 1


def test_terminal_keeps_to_its_width() -> None:
    said = verdicts([finding("a", message="word " * 60)])
    text = review_terminal(
        [review(ONE, THREE, said=said, refusals=[Refusal(gate="policy", reason="why " * 90)])], width=80
    )
    assert max(map(len, text.splitlines())) <= 80


@every_form
def test_lost_prices_make_the_figures_incomparable_and_no_saving(form: Callable[[Review], str]) -> None:
    text = form(review(plan(*nat_gateway("a")), plan(*nat_gateway("a"), region="xx-nowhere-1")))
    assert "not comparable: 3 costs are no longer known; the known part goes from USD 46.49 to USD 0.00 a month" in text
    assert "%" not in text.partition("Cost and carbon")[2].partition("carbon of it")[0]
    assert "more unknown" in text or '"unknownLost": [\n' in text


def test_where_no_cost_is_known_none_is_told() -> None:
    riddle = plan(resource("aws:mystery/thing:Thing", "riddle", {}))
    assert cost_headline(costs(riddle, riddle)) == "unchanged, no cost is known"
