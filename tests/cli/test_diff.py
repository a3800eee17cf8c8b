from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PROGRAM, STACK, Fails, Workplace

RENAMED = PROGRAM.replace('description="Orders of the shop"', 'description="Orders and bills"')
WITHOUT_BUCKET = """\
import pulumi_aws as aws

key = aws.kms.Key("shop-key", description="Orders of the shop")
"""
STATE_HEAD = "urn:pulumi:dev::shop::"


def git(place: Workplace, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *who, *arguments], cwd=place.root, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(workplace: Workplace) -> Workplace:
    """The project under git, with one commit on `main`."""
    git(workplace, "init", "--quiet", "--initial-branch=main")
    git(workplace, "add", ".")
    git(workplace, "commit", "--quiet", "--message=one")
    return workplace


def worktrees(place: Workplace) -> int:
    return len(git(place, "worktree", "list").splitlines())


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("evenkeel-*")]


def step(operation: str, urn: str, **state: Any) -> dict[str, Any]:
    full = STATE_HEAD + urn
    token = urn.rpartition("::")[0]
    return {"op": operation, "urn": full, "newState": {"urn": full, "custom": True, "type": token, **state}}


def test_a_revision_runs_with_its_own_code_and_leaves_nothing(repository: Workplace, tmp_path: Path) -> None:
    repository.program(RENAMED)
    ended = repository.run("diff", "main", "--stack", "dev", TMPDIR=str(tmp_path))
    assert ended.code == 0, ended
    assert "Change of stack dev: main → the checkout" in ended.out
    assert "description: Orders of the shop → Orders and bills" in ended.out
    assert ended.err == ""
    assert worktrees(repository) == 1
    assert leftovers(tmp_path) == []


def test_two_revisions_are_compared_whatever_the_checkout_holds(repository: Workplace) -> None:
    repository.program(RENAMED)
    git(repository, "commit", "--quiet", "--all", "--message=two")
    repository.program("raise SystemExit('not to be run')")
    ended = repository.run("diff", "main~1", "main", "--exit-code")
    assert ended.code == 2, ended
    assert "Orders and bills" in ended.out


def test_without_changes_the_exit_code_is_zero(repository: Workplace) -> None:
    ended = repository.run("diff", "main", "--exit-code")
    assert ended.code == 0, ended
    assert "\nNothing changes" in ended.out


def test_deleting_what_is_protected_trips_the_gate_and_can_be_let_through(repository: Workplace) -> None:
    repository.program(WITHOUT_BUCKET)
    refused = repository.run("diff", "main")
    assert refused.code == 3, refused
    assert "protected resource deleted: s3:Bucket shop-orders" in refused.out
    assert repository.run("diff", "main", "--fail-on", "none").code == 0
    assert repository.run("diff", "main", "--fail-on", "none", "--exit-code").code == 2


def test_a_program_that_fails_is_named_and_its_worktree_goes(repository: Workplace, tmp_path: Path) -> None:
    repository.program("raise ValueError('no such shop')")
    git(repository, "commit", "--quiet", "--all", "--message=broken")
    repository.program(PROGRAM)
    ended = repository.run("diff", "main", TMPDIR=str(tmp_path))
    assert ended.code == 1
    assert "stack dev of main cannot be recorded" in ended.err
    assert "no such shop" in ended.err
    assert "Traceback" not in ended.err
    assert worktrees(repository) == 1
    assert leftovers(tmp_path) == []


def test_a_termination_takes_the_worktree_away(repository: Workplace, tmp_path: Path) -> None:
    repository.program("import time\ntime.sleep(60)\n")
    process = repository.start("diff", "main", TMPDIR=str(tmp_path))
    while not leftovers(tmp_path):
        assert process.poll() is None
    process.terminate()
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in complaint
    assert worktrees(repository) == 1
    assert leftovers(tmp_path) == []


def test_hooks_of_the_checkout_are_not_run(repository: Workplace) -> None:
    hook = repository.write(".git/hooks/post-checkout", "#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    assert repository.run("diff", "main", "main").code == 0
    assert not (repository.root / "ran").exists()


def test_a_stack_that_only_one_side_has_is_new(repository: Workplace) -> None:
    repository.stack("later")
    ended = repository.run("diff", "main", "--stack", "later")
    assert ended.code == 0, ended
    assert "stack later is new" in ended.out
    assert "3 create" in ended.out


def test_a_ciphertext_that_changed_is_told_by_its_key_alone(repository: Workplace) -> None:
    first, second = ("v1:" + os.urandom(12).hex() for _ in range(2))
    repository.stack("dev", STACK + f"  shop:token: {{secure: {first}}}\n")
    git(repository, "commit", "--quiet", "--all", "--message=secret")
    repository.stack("dev", STACK + f"  shop:token: {{secure: {second}}}\n")
    ended = repository.run("diff", "main", "--format", "markdown")
    assert "`shop:token` changed (redacted)" in ended.out
    assert first[3:] not in ended.out + ended.err
    assert second[3:] not in ended.out + ended.err


def test_other_dependencies_are_noted(repository: Workplace) -> None:
    repository.write("requirements/lock.txt", "pulumi==1.0\n")
    assert "lock different dependencies" in repository.run("diff", "main").out


def test_plan_files_are_compared_outside_any_project(repository: Workplace, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert repository.run("preview", "--out", str(plan)).code == 0
    repository.program(RENAMED)
    other = tmp_path / "other.json"
    assert repository.run("preview", "--out", str(other)).code == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ended = repository.run("diff", str(plan), str(other), "--format", "json", folder=elsewhere)
    assert ended.code == 0, ended
    [review] = json.loads(ended.out)["reviews"]
    assert review["change"]["counts"]["update"] == 1
    assert review["policies"] is None
    assert any("no Pulumi.yaml here" in note for note in review["change"]["notes"])
    report = tmp_path / "report.md"
    assert repository.run("diff", str(plan), ".", "--format", "markdown", "--out", str(report)).code == 0
    assert report.read_text().startswith("<!-- evenkeel:diff:shop/dev -->")


def test_a_state_is_compared_with_the_program(repository: Workplace, tmp_path: Path) -> None:
    key: dict[str, Any] = {"description": "Orders of the shop", "__defaults": ["enableKeyRotation"]}
    resources = [
        {"urn": f"{STATE_HEAD}aws:kms/key:Key::shop-key", "type": "aws:kms/key:Key", "custom": True, "id": "1",
         "inputs": {**key, "enableKeyRotation": False}, "outputs": {"arn": "arn:aws:kms:::key/1"}},
        {"urn": f"{STATE_HEAD}aws:s3/bucket:Bucket::shop-old", "type": "aws:s3/bucket:Bucket", "custom": True,
         "id": "old", "protect": True},
    ]  # fmt: skip
    state = repository.write("state.json", json.dumps({"version": 3, "deployment": {"resources": resources}}))
    ended = repository.run("diff", str(state), ".")
    assert ended.code == 3, ended
    assert "protected resource deleted: s3:Bucket shop-old" in ended.out
    assert "kms:Key" not in ended.out
    assert "the exported state of a deployed stack" in ended.out


def test_a_preview_is_completed_from_the_state(repository: Workplace) -> None:
    kept, changed = "aws:kms/key:Key::kept", "aws:kms/key:Key::changed"
    state = {"version": 3, "deployment": {"resources": [
        {"urn": STATE_HEAD + urn, "type": "aws:kms/key:Key", "custom": True, "inputs": {"description": "a"}}
        for urn in (kept, changed)
    ]}}  # fmt: skip
    old = repository.write("state.json", json.dumps(state))
    digest = {"steps": [step("update", changed, inputs={"description": "b", "policy": "[secret]"})],
              "changeSummary": {"update": 1, "same": 1}}  # fmt: skip
    new = repository.write("preview.json", json.dumps(digest))
    ended = repository.run("diff", str(old), str(new))
    assert ended.code == 0, ended
    assert "1 update, 1 unchanged" in ended.out
    assert "taken from" in ended.out


def test_what_the_engine_says_counts_more_than_the_prediction(repository: Workplace) -> None:
    def bucket(name: str, called: str) -> dict[str, Any]:
        return {"urn": f"{STATE_HEAD}aws:s3/bucket:Bucket::{name}", "type": "aws:s3/bucket:Bucket", "custom": True,
                "inputs": {"bucket": called, "tags": {"a": called}}}  # fmt: skip

    state = {
        "version": 3,
        "deployment": {"resources": [bucket("moved", "a"), bucket("kept", "a"), bucket("still", "a")]},
    }
    old = repository.write("state.json", json.dumps(state))
    diff = {"detailedDiff": {'tags["a"]': {"kind": "update-replace"}, "bucket": {"kind": "update"}}}
    steps = [
        {"op": operation, "newState": bucket(name, "b"), "urn": f"{STATE_HEAD}aws:s3/bucket:Bucket::{name}"} | more
        for operation, name, more in (
            ("create-replacement", "moved", diff),
            ("replace", "moved", diff),
            ("delete-replaced", "moved", {}),
            ("update", "kept", {}),
            ("same", "still", {}),
        )
    ]
    digest = {"steps": steps, "changeSummary": {"replace": 1, "update": 1, "same": 1}}
    new = repository.write("preview.json", json.dumps(digest))
    ended = repository.run("diff", str(old), str(new), "--format", "json", "--fail-on", "none")
    [review] = json.loads(ended.out)["reviews"]
    found = {each["name"]: each for each in review["change"]["resources"]}
    assert {name: each["operation"] for name, each in found.items()} == {"moved": "replace", "kept": "update"}
    effects = {each["path"]: each["effect"] for each in found["moved"]["properties"]}
    assert effects == {"bucket": "in place", "tags.a": "replaces"}
    [danger] = review["change"]["dangers"]
    assert danger["detail"] == "the engine says so, because of tags.a"
    assert not any("predicted from a table" in note for note in review["change"]["notes"])


def test_an_incomplete_preview_is_refused_as_a_base(repository: Workplace, fails: Fails) -> None:
    digest = {"steps": [step("update", "aws:kms/key:Key::k")], "changeSummary": {"update": 1, "same": 7}}
    repository.write("preview.json", json.dumps(digest))
    assert "--show-sames" in fails("diff", "preview.json", ".")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diff",), "BASE"),
        (("diff", "nowhere"), "neither a git revision nor a file"),
        (("diff", "--", "--output=x"), "neither a git revision nor a file"),
        (("diff", "main", "--stack", "nope"), "no stack 'nope'"),
        (("diff", "main", "--fail-on", "everything"), "is no gate"),
        (("diff", "stacks", "."), "is a folder"),
        (("diff", ""), "BASE is empty"),
        (("diff", "main", ""), "HEAD is empty"),
        (("diff", "main..topic"), "write: main topic"),
        (("diff", "main..."), "write: main ."),
        (
            ("diff", "main", "--spot-discount", "120"),
            "--spot-discount: 120 is not a percentage; give a number from 0 to 99",
        ),
        (("diff", "main", "--spot-discount", "0.6"), "--spot-discount: 0.6 %? Write 60 for 60 %"),
        (("diff", "stacks/Pulumi.dev.yaml", "."), "a YAML file"),
        (("diff", "main", "--out", "no/such/folder.md"), "there is no folder"),
        (("diff", "main", "--fail-on", "policy"), "there are no rules here"),
        (("diff", "main", "--fail-on-cost-rise", "much"), "neither an amount nor a percentage"),
        (("diff", "main", "--report", "stacks/Pulumi.dev.yaml"), "a file is in the way"),
        (("diff", "main", "--report", "review", "--format", "json"), "leave out --format"),
        (("diff", "main", "--report", "review", "--out", "x.md"), "leave out --format"),
        (("diff", "main", "--storage-gb", "pictures=3"), "neither side has a bucket called pictures"),
        (("diff", "main", "--tokens-per-month", "chat=3"), "neither side has a serving entry called chat"),
        (("diff", "main", "--assume", "natGB=3"), "there is no assumption 'natGB'"),
    ],
)
def test_wrong_usage_is_told_in_words(
    repository: Workplace, fails: Fails, arguments: tuple[str, ...], words: str
) -> None:
    assert repository.root.exists()
    assert words in fails(*arguments)


def test_a_folder_without_git_is_told_from_a_revision_that_is_not_there(workplace: Workplace, fails: Fails) -> None:
    assert workplace.root.exists()
    assert "is not a git repository" in fails("diff", "main")


def test_a_stack_that_is_named_twice_counts_once(repository: Workplace) -> None:
    assert repository.run("preview", "dev", "--out", "plan.json").code == 0
    ended = repository.run("diff", "plan.json", ".", "--stack", "dev", "--stack", "dev")
    assert ended.code == 0, ended
    assert ended.out.count("Change of stack") == 1
