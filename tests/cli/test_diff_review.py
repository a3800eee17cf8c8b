"""`evenkeel diff` judges and estimates both sides, and reports all of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PROGRAM, STACK, Ended, Workplace
from tests.cli.test_check import PROTECTED
from tests.cli.test_diff import WITHOUT_BUCKET, git, repository
from tests.policies.packs import make_pack

__all__ = ["repository"]

OPEN = PROGRAM + "\naws.s3.Bucket('shop-pictures')\n"
"""One more bucket without a key: the rule of the tests' pack fails once more."""
GATEWAY = (
    PROGRAM
    + """
virginia = pulumi.ResourceOptions(provider=aws.Provider("virginia", region="us-east-1"))
address = aws.ec2.Eip("shop-address", opts=virginia)
aws.ec2.NatGateway("shop-gateway", allocation_id=address.id, subnet_id="subnet-1", opts=virginia)
"""
)


@pytest.fixture
def shop(repository: Workplace) -> Workplace:
    """The project with a rule and a stack `prod`, in which the rule is mandatory."""
    make_pack(repository.root, {"bucket_key": PROTECTED})
    repository.write(".gitignore", "__pycache__/\n")
    repository.stack("prod", STACK.replace("environment: dev", "environment: prod"))
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=rules")
    return repository


def reviews(ended: Ended) -> dict[str, dict[str, Any]]:
    return {review["stack"]: review for review in json.loads(ended.out)["reviews"]}


def names(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["urn"].rpartition("::")[2] for finding in findings]


def test_findings_that_the_change_brings_are_told_apart_from_those_that_were_there(shop: Workplace) -> None:
    shop.program(OPEN)
    found = reviews(shop.run("diff", "main", "--format", "json"))
    assert names(found["prod"]["policies"]["added"]) == ["shop-pictures"]
    assert names(found["prod"]["policies"]["remaining"]) == ["shop-orders"]
    assert found["prod"]["policies"]["added"][0]["gates"]
    assert found["prod"]["policies"]["added"][0]["location"] == {"file": "stacks/Pulumi.prod.yaml", "line": 2}
    assert found["dev"]["policies"]["environment"] == "dev"
    assert not found["dev"]["policies"]["added"][0]["gates"]


def test_findings_that_go_are_told(shop: Workplace) -> None:
    shop.program(WITHOUT_BUCKET)
    found = reviews(shop.run("diff", "main", "--stack", "prod", "--format", "json"))["prod"]
    assert names(found["policies"]["removed"]) == ["shop-orders"]
    assert found["policies"]["added"] == []
    assert "1 is gone" in found["policies"]["words"]


def test_policy_gate_refuses_what_the_change_adds_only(shop: Workplace) -> None:
    same = shop.run("diff", "main", "--stack", "prod", "--fail-on", "policy")
    assert same.code == 0, same
    assert "1 was there before, 1 of them stops the deployment" in same.out
    shop.program(OPEN)
    assert shop.run("diff", "main", "--stack", "dev", "--fail-on", "policy").code == 0
    assert shop.run("diff", "main", "--stack", "prod").code == 0
    refused = shop.run("diff", "main", "--stack", "prod", "--fail-on", "policy")
    assert refused.code == 3, refused
    assert "Refused by policy." in refused.out
    assert "1 new finding stops the deployment: bucket-key on shop-pictures" in refused.out


def test_renamed_resource_keeps_its_findings(shop: Workplace) -> None:
    renamed = PROGRAM.replace('"shop-orders", opts=pulumi.ResourceOptions(', (
        '"shop-bills", opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="shop-orders")], '
    ))  # fmt: skip
    shop.program(renamed)
    found = reviews(shop.run("diff", "main", "--stack", "prod", "--format", "json"))["prod"]
    assert found["change"]["counts"]["rename"] == 1
    assert found["policies"]["added"] == found["policies"]["removed"] == []


def test_both_sides_are_judged_by_the_rules_of_the_checkout(shop: Workplace) -> None:
    """A rule that is new in the checkout finds what was there before; the change did not bring it."""
    folder = shop.root / "policies" / "rules" / "test"
    text = PROTECTED.replace("bucket-key", "bucket-name").replace('"key"', '"bucket"')
    (folder / "bucket_name.py").write_text(text)
    found = reviews(shop.run("diff", "main", "--stack", "prod", "--format", "json"))["prod"]["policies"]
    assert found["added"] == []
    assert sorted({finding["rule"] for finding in found["remaining"]}) == ["bucket-key", "bucket-name"]


def test_environment_that_becomes_stricter_brings_findings_that_stop(shop: Workplace) -> None:
    shop.stack("dev", STACK.replace("environment: dev", "environment: prod"))
    found = reviews(shop.run("diff", "main", "--stack", "dev", "--format", "json"))["dev"]["policies"]
    assert [finding["gates"] for finding in found["added"]] == [True]
    assert [finding["gates"] for finding in found["removed"]] == [False]


def test_new_stack_brings_all_its_findings_and_cost_and_one_that_goes_is_not_judged(shop: Workplace) -> None:
    shop.program(GATEWAY)
    shop.stack("later")
    (shop.root / "stacks/Pulumi.prod.yaml").unlink()
    found = reviews(shop.run("diff", "main", "--fail-on", "none", "--format", "json"))
    assert names(found["later"]["policies"]["added"]) == ["shop-orders"]
    assert found["later"]["costs"]["base"] is None
    assert found["later"]["costs"]["head"]["totals"]["usd"]["expected"] != "0"
    assert found["prod"]["policies"] is None
    assert any("nothing of the stack is left to judge" in note for note in found["prod"]["change"]["notes"])
    assert found["prod"]["costs"]["head"] is None


def test_rule_that_breaks_stays_visible(shop: Workplace) -> None:
    breaks = PROTECTED.replace("bucket-key", "bucket-broken").replace("    if ", "    raise KeyError('x')\n    if ")
    (shop.root / "policies/rules/test/broken.py").write_text(breaks)
    ended = shop.run("diff", "main", "--stack", "dev")
    assert "1 rule broke" in ended.out
    assert "the rule itself broke: KeyError" in ended.out
    assert "Rules that broke before the change, too" in ended.out


def test_project_without_rules_says_so(repository: Workplace) -> None:
    ended = repository.run("diff", "main")
    assert "policies: not asked" in ended.out
    assert "the rules were not asked: the project has no folder policies" in ended.out


def test_rise_of_cost_is_refused_above_its_threshold(repository: Workplace) -> None:
    repository.program(GATEWAY)
    refused = repository.run("diff", "main", "--fail-on-cost-rise", "20", "--assume", "natGb=100")
    assert refused.code == 3, refused
    assert "cost-rise: the expected cost rises by" in refused.out
    assert "the limit is USD 20.00" in " ".join(refused.out.split())
    assert "shop-gateway" in refused.out
    assert repository.run("diff", "main", "--fail-on-cost-rise", "1k").code == 0
    assert repository.run("diff", "main", ".", "--fail-on-cost-rise", "10%").code == 3


def test_load_may_be_stated_for_what_only_one_side_has(repository: Workplace) -> None:
    repository.program(OPEN.replace("shop-pictures", "shop-datasets"))
    costs = reviews(repository.run("diff", "main", "--storage-gb", "datasets=1k", "--format", "json"))["dev"]["costs"]
    stated = [[each["value"] for each in costs[side]["assumptions"] if each["stated"]] for side in ("base", "head")]
    assert stated == [[], ["objects in the bucket datasets: 1000 GB"]]


def test_report_folder_holds_every_form_and_nothing_of_a_former_run(shop: Workplace, tmp_path: Path) -> None:
    shop.program(OPEN)
    folder = tmp_path / "some" / "folder"
    refused = shop.run("diff", "main", "--fail-on", "policy", "--report", str(folder))
    assert refused.code == 3, refused
    everything = {
        "comment-dev.md", "comment-prod.md", "review.html", "review.json", "check-dev.sarif", "check-prod.sarif",
    }  # fmt: skip
    assert {path.name for path in folder.iterdir()} == everything
    assert "dev: Changes 1 resource of stack dev; no danger was found; 1 new policy finding." in refused.out
    assert "prod: Refused by policy. Changes 1 resource of stack prod" in refused.out
    assert str(folder) in refused.out
    assert "Refused by policy" in (folder / "comment-prod.md").read_text("utf-8")
    assert (folder / "comment-dev.md").read_text("utf-8").startswith("<!-- evenkeel:diff:shop/dev -->")
    assert [each["stack"] for each in json.loads((folder / "review.json").read_text("utf-8"))["reviews"]] == [
        "dev",
        "prod",
    ]
    runs = [json.loads((folder / f"check-{name}.sarif").read_text("utf-8"))["runs"][0] for name in ("dev", "prod")]
    assert len({run["automationDetails"]["id"] for run in runs}) == 2
    assert [len(run["results"]) for run in runs] == [2, 2]

    (folder / "kept.txt").write_text("of somebody else")
    assert shop.run("diff", "main", "--stack", "dev", "--report", str(folder)).code == 0
    assert {path.name for path in folder.iterdir()} == {
        "comment-dev.md", "review.html", "review.json", "check-dev.sarif", "kept.txt",
    }  # fmt: skip


def test_report_that_cannot_be_made_leaves_the_former_one(shop: Workplace, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    assert shop.run("diff", "main", "--stack", "dev", "--report", str(folder)).code == 0
    before = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    shop.program("raise ValueError('no such shop')")
    assert shop.run("diff", "main", "--stack", "dev", "--report", str(folder)).code == 1
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == before


def test_file_is_judged_in_the_environment_of_the_program_beside_it(shop: Workplace, tmp_path: Path) -> None:
    """The name of a stack says little; the stack file of the other side says whose levels hold."""
    shop.stack("live", STACK)
    plan = tmp_path / "plan.json"
    assert shop.run("preview", "live", "--out", str(plan)).code == 0
    found = reviews(shop.run("diff", str(plan), ".", "--stack", "live", "--format", "json"))["live"]["policies"]
    assert found["environment"] == "dev"
    assert found["added"] == found["removed"] == []
