"""Reports in a folder, and the jobs of both code hosts as processes that have the standard library only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.review_scripts.code_host import HEAD, CodeHost, running

ROOT = Path(__file__).parents[2]
# without site-packages: what is installed for evenkeel is not there for the job that posts
SCRIPT = [sys.executable, "-S", "-m", "scripts.review"]


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Job:
    """A job that posts, and the folder of the report that it was given."""

    host: CodeHost
    folder: Path

    def report(
        self,
        stack: str,
        text: str = "## Changes 3 resources; no danger was found.",
        *,
        marker: str | None = None,
        file_name: str | None = None,
    ) -> Path:
        file = self.folder / (file_name or f"comment-{stack}.md")
        file.write_text(f"<!-- evenkeel:diff:{marker or f'shop/{stack}'} -->\n\n{text}\n", encoding="utf-8")
        return file

    def github(self, *options: str, event: dict[str, Any] | None = None, **variables: str) -> Ended:
        path = self.folder.parent / "event.json"
        path.write_text(json.dumps(event or after_a_run()))
        given = {
            "GITHUB_TOKEN": self.host.token,
            "GITHUB_API_URL": self.host.address,
            "GITHUB_SERVER_URL": "https://code.example.com",
            "GITHUB_EVENT_PATH": str(path),
        }
        return run("comment", "--github", "--folder", str(self.folder), *options, variables={**given, **variables})

    def gitlab(self, **variables: str) -> Ended:
        given = {
            "EVENKEEL_REVIEW_TOKEN": self.host.token,
            "CI_API_V4_URL": f"{self.host.address}/api/v4",
            "CI_MERGE_REQUEST_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_COMMIT_SHA": HEAD,
            "CI_PIPELINE_ID": "300",
            "CI_JOB_ID": "12345678901",
            "CI_PIPELINE_URL": "https://code.example.com/shop/platform/-/pipelines/300",
        }
        return run("comment", "--gitlab", "--folder", str(self.folder), variables={**given, **variables})


def run(*arguments: str, folder: Path = ROOT, variables: dict[str, str] | None = None) -> Ended:
    given = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **(variables or {})}
    ended = subprocess.run(
        [*SCRIPT, *arguments], cwd=folder, env=given, capture_output=True, text=True, check=False, timeout=90
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def after_a_run(head: str = HEAD, number: int = 12, attempt: int = 1, started_by: str = "pull_request") -> Any:
    """What GitHub tells a job on `workflow_run`; for a change from a fork its list of pull requests is empty."""
    return {
        "repository": {"full_name": "shop/platform"},
        "workflow_run": {
            "id": 900,
            "event": started_by,
            "head_sha": head,
            "head_branch": "bigger-cache",
            "head_repository": {"full_name": "someone/platform", "owner": {"login": "someone"}},
            "run_number": number,
            "run_attempt": attempt,
            "pull_requests": [],
        },
    }


def change(number: int = 7, head: str = HEAD, repository: str = "someone/platform", state: str = "open") -> Any:
    return {
        "number": number,
        "state": state,
        "source": "someone:bigger-cache",
        "head": {"sha": head, "repo": {"full_name": repository}},
    }


@pytest.fixture
def host() -> Generator[CodeHost]:
    with running() as host:
        yield host


@pytest.fixture
def job(host: CodeHost, tmp_path: Path) -> Job:
    """The job on GitHub, with pull request 7 open; no report yet."""
    folder = tmp_path / "report"
    folder.mkdir()
    host.changes.append(change())
    return Job(host, folder)


@pytest.fixture
def gitlab(host: CodeHost, tmp_path: Path) -> Job:
    """The job on GitLab, with merge request 7 open; no report yet."""
    folder = tmp_path / "report"
    folder.mkdir()
    host.writer = "gitlab"
    host.changes.append({"iid": 7, "state": "opened", "sha": HEAD})
    return Job(host, folder)
