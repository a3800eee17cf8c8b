"""The steps of the files themselves, run by bash."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.review_scripts.code_host import HEAD, CodeHost
from tests.review_scripts.conftest import Job, after_a_run
from tests.review_scripts.workflows import GITLAB, ROOT, bash, load, step

COMMENT = ROOT / ".github/actions/review-comment/action.yml"


def test_the_comment_step_posts(job: Job, host: CodeHost, tmp_path: Path) -> None:
    job.folder.rename(tmp_path / "evenkeel-review")
    Job(host, tmp_path / "evenkeel-review").report("dev")
    (tmp_path / "event.json").write_text(json.dumps(after_a_run()))
    # what lies in the folder that the step starts in must not be run
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "__init__.py").write_text("raise SystemExit('not to be run')")
    found = step(COMMENT, "Post the comments")
    given = {"GITHUB_TOKEN": host.token, "AUTHOR": load(COMMENT)["inputs"]["author"]["default"]}
    assert set(found["env"]) == set(given)
    ended = bash(
        found["run"],
        tmp_path,
        **given,
        GITHUB_ACTION_PATH=str(COMMENT.parent),
        GITHUB_API_URL=host.address,
        GITHUB_EVENT_PATH=str(tmp_path / "event.json"),
        GITHUB_OUTPUT=str(tmp_path / "output"),
        RUNNER_TEMP=str(tmp_path),
    )
    assert ended.returncode == 0, ended.stderr
    assert len(host.comments) == 1
    assert (tmp_path / "output").read_text() == f"number=7\nhead={HEAD}\n"


def test_the_script_of_the_gitlab_job_posts_with_the_scripts_of_the_default_branch(
    gitlab: Job, host: CodeHost, tmp_path: Path
) -> None:
    trusted = tmp_path / "trusted"
    shutil.copytree(ROOT / "scripts", trusted / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for words in (["init", "--quiet", "--initial-branch=main"], ["add", "."], ["commit", "--quiet", "--message=one"]):
        subprocess.run(["git", *who, *words], cwd=trusted, check=True)
    # what the merge request brings along under the same name must not be run
    (tmp_path / "scripts" / "review").mkdir(parents=True)
    (tmp_path / "scripts" / "review" / "__main__.py").write_text("raise SystemExit('not to be run')")
    folder = tmp_path / "build" / "review"
    folder.mkdir(parents=True)
    Job(host, folder).report("dev")
    ended = bash(
        "\n".join(load(GITLAB)["comment"]["script"]),
        tmp_path,
        CI_DEFAULT_BRANCH="main",
        CI_REPOSITORY_URL=str(trusted),
        CI_PROJECT_DIR=str(tmp_path),
        CI_API_V4_URL=f"{host.address}/api/v4",
        CI_MERGE_REQUEST_PROJECT_ID="5",
        CI_MERGE_REQUEST_IID="7",
        CI_COMMIT_SHA=HEAD,
        CI_PIPELINE_ID="300",
        CI_JOB_ID="4",
        CI_PIPELINE_URL="https://code.example.com/p",
        EVENKEEL_REVIEW_TOKEN=host.token,
        TMPDIR=str(tmp_path),
    )
    assert ended.returncode == 0, ended.stderr
    assert len(host.comments) == 1
