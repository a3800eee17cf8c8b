from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, PROJECT, STACK
from tests.review_scripts.conftest import run
from tests.review_scripts.workflows import ROOT, bash, step

RECORD = ROOT / ".github/actions/review/action.yml"
EVENKEEL = f"{sys.executable} -m evenkeel.cli"
TWO_KEYS = PROGRAM + '\nother = aws.kms.Key("shop-other")\n'
WITHOUT_BUCKET = 'import pulumi_aws as aws\n\nkey = aws.kms.Key("shop-key", description="Orders of the shop")\n'


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    ended = subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True)
    return ended.stdout.strip()


def commit(folder: Path, program: str) -> str:
    (folder / "stacks" / "__main__.py").write_text(program)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=more")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project under git, `main` checked out."""
    folder = tmp_path / "shop"
    (folder / "stacks").mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text(PROJECT)
    (folder / "stacks" / "Pulumi.dev.yaml").write_text(STACK)
    (folder / ".gitignore").write_text("build/\n")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, PROGRAM)
    return folder


def record_step(shop: Path, base: str, head: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The step of the action, run in a checkout of the head."""
    found = step(RECORD, "Record the report")
    given = {
        **dict.fromkeys(found["env"], ""),
        "BASE": base,
        "HEAD": head,
        "FOLDER": "build/review",
        "EVENKEEL": EVENKEEL,
        "NUMBER": "7",
        **inputs,
    }
    assert set(given) == set(found["env"])
    places = {
        "GITHUB_ACTION_PATH": str(RECORD.parent),
        "GITHUB_OUTPUT": str(shop.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(shop.parent / "summary"),
    }
    return bash(found["run"], shop, **given, **places)


def test_the_step_records_what_the_branch_itself_changes(shop: Path) -> None:
    git(shop, "switch", "--quiet", "--create=feature")
    head = commit(shop, TWO_KEYS)
    git(shop, "switch", "--quiet", "main")
    base = commit(shop, PROGRAM.replace("Orders of the shop", "Of main alone"))
    git(shop, "checkout", "--quiet", head)
    report = shop / "build" / "review"
    report.mkdir(parents=True)
    (report / "comment-gone.md").write_text("of an earlier run")
    ended = record_step(shop, base, head)
    assert ended.returncode == 0, ended.stderr
    names = {path.name for path in report.iterdir()}
    assert names >= {"comment-dev.md", "review.html", "review.json", "pull-request"}
    assert "comment-gone.md" not in names
    text = (report / "comment-dev.md").read_text()
    assert text.startswith("<!-- evenkeel:diff:shop/dev -->\n")
    assert "shop-other" in text
    assert "Of main alone" not in text
    assert head[:12] in text
    assert (report / "pull-request").read_text() == "7"
    assert (shop.parent / "output").read_text() == "report=true\n"
    assert "shop-other" in (shop.parent / "summary").read_text()
    shown = run("comment", "--dry-run", folder=shop)
    assert shown.code == 0, shown
    assert "shop/dev: would post" in shown.out
    assert "the whole report: build/review/review.html" in shown.out


def test_where_nothing_changes_no_comment_would_be_posted(shop: Path) -> None:
    recorded = run("record", "main", "--evenkeel", EVENKEEL, folder=shop)
    assert recorded.code == 0, recorded
    assert "Cost and carbon" in (shop / "build" / "review" / "comment-dev.md").read_text()
    shown = run("comment", "--dry-run", folder=shop)
    assert "shop/dev: nothing changes; no comment" in shown.out


def test_a_passed_threshold_fails_the_step_and_the_report_is_complete(shop: Path) -> None:
    base = git(shop, "rev-parse", "HEAD")
    head = commit(shop, WITHOUT_BUCKET)
    refused = record_step(shop, base, head)
    assert refused.returncode == 3, refused.stderr
    assert (shop.parent / "output").read_text() == "report=true\n"
    assert (shop / "build" / "review" / "comment-dev.md").is_file()
    allowed = record_step(shop, base, head, FAIL_ON="none", STACKS="dev")
    assert allowed.returncode == 0, allowed.stderr


def test_a_program_that_breaks_leaves_no_report(shop: Path) -> None:
    base = git(shop, "rev-parse", "HEAD")
    head = commit(shop, "raise SystemExit('broken')")
    (shop / "build" / "review").mkdir(parents=True)
    (shop / "build" / "review" / "comment-dev.md").write_text("of an earlier run")
    ended = record_step(shop, base, head)
    assert ended.returncode == 1
    assert "made no report; its message is above" in ended.stderr
    assert list((shop / "build" / "review").iterdir()) == []
    assert not (shop.parent / "output").exists()


def test_a_clone_without_the_base_is_told_what_to_fetch(shop: Path) -> None:
    git(shop, "switch", "--quiet", "--orphan=other")
    git(shop, "checkout", "--quiet", "main", "--", ".")
    commit(shop, TWO_KEYS)
    ended = run("record", "main", folder=shop)
    assert ended.code == 1
    assert "no commit in common" in ended.err
    assert "fetch-depth: 0" in ended.err


def test_a_missing_evenkeel_is_told(shop: Path) -> None:
    ended = run("record", "HEAD", "--evenkeel", ".venv/bin/evenkeel", folder=shop)
    assert ended.code == 1
    assert "Run make install first" in ended.err


def test_a_name_of_a_branch_is_no_option(shop: Path) -> None:
    ended = run("record", "--evenkeel", EVENKEEL, "--", "--details", folder=shop)
    assert ended.code == 1, "as an option it would compare the checkout with itself"
    assert "made no report" in ended.err


def test_an_empty_base_is_told(shop: Path) -> None:
    ended = run("record", "", folder=shop)
    assert ended.code == 1
    assert "BASE is empty" in ended.err
