from __future__ import annotations

import pytest

from tests.review_scripts.code_host import CodeHost
from tests.review_scripts.conftest import Job

AT_ONCE = {"Retry-After": "0"}


@pytest.mark.parametrize(("status", "named"), [(502, {}), (429, AT_ONCE), (403, AT_ONCE)])
def test_reading_is_tried_again(job: Job, host: CodeHost, status: int, named: dict[str, str]) -> None:
    job.report("dev")
    host.fault("GET", status, named)
    ended = job.github()
    assert ended.code == 0, ended
    assert len(host.comments) == 1


def test_a_comment_is_tried_again_after_a_rate_limit(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.fault("POST", 403, AT_ONCE, times=2)
    ended = job.github()
    assert ended.code == 0, ended
    assert len(host.comments) == 1


def test_a_comment_that_was_created_although_the_host_failed_is_not_created_twice(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.fault("POST", 502, AT_ONCE, after=True)
    ended = job.github()
    assert ended.code == 0, ended
    assert "looking whether the comment is there" in ended.out
    assert len(host.comments) == 1


def test_a_comment_that_was_not_created_when_the_host_failed_is_created(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.fault("POST", 502, AT_ONCE)
    ended = job.github()
    assert ended.code == 0, ended
    assert len(host.comments) == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_patience_ends(job: Job, host: CodeHost, method: str) -> None:
    job.report("dev")
    host.fault(method, 503, AT_ONCE, times=50)
    ended = job.github()
    assert ended.code == 1
    assert "answered 503" in ended.err
    assert "start the job again" in ended.err
    assert host.comments == []
    assert len(host.requests) < 20


def test_a_wait_of_an_hour_is_not_waited(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.fault("GET", 429, {"Retry-After": "3600"})
    ended = job.github()
    assert ended.code == 1
    assert "asks to wait 3600 seconds" in ended.err


@pytest.mark.parametrize(
    ("status", "advice"),
    [(401, "wrong or expired"), (403, "permissions: pull-requests: write"), (404, "may not see it")],
)
def test_a_refusal_says_what_to_do(job: Job, host: CodeHost, status: int, advice: str) -> None:
    job.report("dev")
    host.fault("POST", status)
    ended = job.github()
    assert ended.code == 1
    assert f"answered {status}" in ended.err
    assert advice in ended.err
    assert "Traceback" not in ended.err
    assert host.token not in ended.err + ended.out


def test_a_wrong_token_is_told_and_not_shown(job: Job, host: CodeHost) -> None:
    job.report("dev")
    wrong = host.token[::-1]
    ended = job.github(GITHUB_TOKEN=wrong)
    assert ended.code == 1
    assert "Bad credentials" in ended.err
    assert wrong not in ended.err


def test_no_token_is_told(job: Job) -> None:
    job.report("dev")
    ended = job.github(GITHUB_TOKEN="")
    assert ended.code == 1
    assert "GITHUB_TOKEN is not set" in ended.err


def test_the_token_follows_no_redirect(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.fault("GET", 301, {"Location": f"{host.address}/elsewhere"})
    ended = job.github()
    assert ended.code == 1
    assert "it moved" in ended.err
    assert len(host.requests) == 1


def test_the_token_is_not_sent_in_the_clear(job: Job) -> None:
    job.report("dev")
    ended = job.github(GITHUB_API_URL="http://code.example.com/api")
    assert ended.code == 1
    assert "is not https" in ended.err


def test_a_token_of_somebody_else_is_noticed_at_its_first_comment(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.writer = "team-robot"
    ended = job.github()
    assert ended.code == 1
    assert "give --author 'team-robot'" in ended.err
    again = job.github("--author", "team-robot")
    assert again.code == 0, again
    assert len(host.comments) == 1
