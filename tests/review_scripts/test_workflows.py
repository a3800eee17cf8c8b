from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from tests.review_scripts.workflows import ACTIONS, GITLAB, ROOT, WORKFLOWS, load, steps

FILES = [*WORKFLOWS, *ACTIONS]
RECORDING = [ROOT / ".github/workflows/review.yml", ROOT / ".github/actions/review/action.yml"]
COMMENTING = ROOT / ".github/workflows/review-comment.yml"


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_files_are_there() -> None:
    assert {path.name for path in WORKFLOWS} >= {"review.yml", "review-comment.yml"}
    assert {path.parent.name for path in ACTIONS} == {"review", "review-comment"}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_foreign_actions_are_pinned_to_a_commit_and_say_its_version(path: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses: *(.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(path)) > 0
    for reference in used:
        if reference.startswith("./"):
            assert (ROOT / reference / "action.yml").is_file()
        else:
            assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", reference), reference


def test_one_version_of_each_foreign_action_is_used() -> None:
    commits: dict[str, set[str]] = {}
    for path in FILES:
        for name, commit in re.findall(r"uses: ([\w/-]+)@(\w+)", path.read_text("utf-8")):
            commits.setdefault(name, set()).add(commit)
    assert all(len(each) == 1 for each in commits.values()), commits


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_expression_becomes_part_of_a_script(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_inputs_of_own_actions_exist(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("./"):
            assert set(step.get("with", {})) <= set(load(ROOT / step["uses"] / "action.yml")["inputs"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_no_workflow_takes_foreign_code_with_rights(path: Path) -> None:
    content = load(path)
    events = content[True]  # YAML reads the key `on` as True
    assert set(events) <= {"pull_request", "workflow_run"}
    assert content["permissions"] == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_runs_of_one_change_do_not_overtake_each_other(path: Path) -> None:
    assert re.search(r"pull_request\.number|workflow_run\.head_branch", load(path)["concurrency"]["group"])


def test_who_runs_the_code_of_the_change_may_only_read_and_holds_no_secret() -> None:
    assert {name: job["permissions"] for name, job in load(RECORDING[0])["jobs"].items()} == {
        "record": {"contents": "read"}
    }
    for path in RECORDING:
        assert not re.search(r"secrets\.|secrets\[|github\.token|GITHUB_TOKEN|id-token", str(load(path)))
    checkout = next(step for step in steps(RECORDING[0]) if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["persist-credentials"] is False
    assert checkout["with"]["fetch-depth"] == 0


def test_who_may_write_takes_only_the_scripts_of_the_default_branch() -> None:
    (job,) = load(COMMENTING)["jobs"].values()
    assert job["permissions"] == {
        "actions": "read",
        "contents": "read",
        "pull-requests": "write",
        "security-events": "write",
    }
    checkouts = [step for step in job["steps"] if step["uses"].startswith("actions/checkout@")]
    assert [step["with"]["ref"] for step in checkouts] == ["${{ github.event.repository.default_branch }}"]
    action = load(ROOT / ".github/actions/review-comment/action.yml")
    fetched = next(step for step in action["runs"]["steps"] if "download-artifact" in step.get("uses", ""))
    assert fetched["with"]["path"].startswith("${{ runner.temp }}/"), "outside of what is run"
    scripts = " ".join(step.get("run", "") for step in action["runs"]["steps"])
    assert not re.search(r"\bpip\b|\buv\b|\bmake\b|\bcurl\b|\bgit\b", scripts), "installs and fetches nothing"


def test_findings_belong_to_the_pull_request_that_was_made_sure_of() -> None:
    (upload,) = [
        step
        for step in steps(ROOT / ".github/actions/review-comment/action.yml")
        if "upload-sarif" in step.get("uses", "")
    ]
    assert upload["with"]["ref"] == "refs/pull/${{ steps.post.outputs.number }}/head"
    assert upload["with"]["sha"] == "${{ steps.post.outputs.head }}"
    assert "runner.temp" in upload["with"]["sarif_file"]


def test_on_gitlab_only_the_job_that_runs_no_code_of_the_change_names_the_token() -> None:
    content = load(GITLAB)
    assert "EVENKEEL_REVIEW_TOKEN" not in str(content["record"])
    comment = content["comment"]
    assert comment["variables"]["GIT_STRATEGY"] == "none"
    assert 'git clone --quiet --depth 1 --branch "$CI_DEFAULT_BRANCH"' in " ".join(comment["script"])
    assert "$EVENKEEL_REVIEW_TOKEN" in comment["rules"][0]["if"]
    assert comment["rules"][0]["when"] == "always"
    assert comment["needs"] == ["record"]


def test_the_files_that_the_page_shows_for_other_repositories_are_those_that_run_here() -> None:
    page = (ROOT / "docs/review.md").read_text("utf-8").partition("## Another repository on GitHub")[2]
    shown = [yaml.safe_load(textwrap.dedent(text)) for text in re.findall(r"(?:^    .*\n)+", page, re.MULTILINE)[:2]]
    for content, path in zip(shown, (RECORDING[0], COMMENTING), strict=True):
        ((name, job),), ((real_name, real_job),) = content["jobs"].items(), load(path)["jobs"].items()
        assert (name, job["permissions"], content["permissions"]) == (real_name, real_job["permissions"], {})
        assert (content["name"], job["runs-on"]) == (load(path)["name"], real_job["runs-on"])
        used = [step["uses"] for step in job["steps"] if "COMMIT" not in step["uses"]]
        assert used == [step["uses"] for step in real_job["steps"] if "checkout" in step.get("uses", "")][: len(used)]
    assert shown[0]["jobs"]["record"]["steps"][0]["with"] == steps(RECORDING[0])[0]["with"]
