from __future__ import annotations

import pytest

from tests.review_scripts.code_host import BOT, HEAD, OLD_HEAD, CodeHost
from tests.review_scripts.conftest import Job, after_a_run, change

QUIET = "## Nothing changes."


def test_each_stack_gets_a_comment_that_a_second_run_leaves_alone(job: Job, host: CodeHost) -> None:
    job.report("dev")
    job.report("prod")
    first = job.github()
    assert first.code == 0, first
    dev, prod = host.bodies()
    assert dev.splitlines()[:2] == ["<!-- evenkeel:diff:shop/dev -->", f"<!-- evenkeel:run:{HEAD}:12.1 -->"]
    assert prod.startswith("<!-- evenkeel:diff:shop/prod -->")
    before = len(host.written())
    second = job.github(event=after_a_run(attempt=2))
    assert second.code == 0, second
    assert "shop/dev: left alone, says the same already" in second.out
    assert len(host.written()) == before


def test_a_later_run_updates_the_comment_in_its_place(job: Job, host: CodeHost) -> None:
    job.report("dev")
    job.github()
    job.report("dev", "## Changes 4 resources; 1 danger to look at first.")
    ended = job.github(event=after_a_run(number=13))
    assert ended.code == 0, ended
    (body,) = host.bodies()
    assert "4 resources" in body
    assert f"run:{HEAD}:13.1" in body


def test_own_comment_is_found_behind_a_hundred_others(job: Job, host: CodeHost) -> None:
    for number in range(230):
        host.add(f"I think {number}", "someone")
    mine = host.add("<!-- evenkeel:diff:shop/dev -->\n\nold")
    host.add("thanks", "someone")
    job.report("dev")
    ended = job.github()
    assert ended.code == 0, ended
    assert f"updated comment {mine}" in ended.out
    assert len(host.comments) == 232


def test_a_marker_that_somebody_else_forged_is_left_alone(job: Job, host: CodeHost) -> None:
    forged = "<!-- evenkeel:diff:shop/dev -->\n<!-- evenkeel:run:" + "c" * 40 + ":999.9 -->\n\nmine"
    host.add(forged, "someone")
    job.report("dev")
    ended = job.github()
    assert ended.code == 0, ended
    assert host.bodies()[0] == forged
    assert "3 resources" in host.bodies()[1]


def test_a_marker_that_another_workflow_quotes_is_left_alone(job: Job, host: CodeHost) -> None:
    quoted = "Title of the pull request: <!-- evenkeel:diff:shop/dev -->\n<!-- evenkeel:diff:shop/dev -->"
    host.add(quoted, BOT)
    job.report("dev")
    assert job.github().code == 0
    assert host.bodies()[0] == quoted
    assert len(host.comments) == 2


def test_nothing_is_posted_where_nothing_changes(job: Job, host: CodeHost) -> None:
    job.report("dev", QUIET)
    ended = job.github()
    assert ended.code == 0, ended
    assert "nothing changes, and nothing was posted before" in ended.out
    assert host.comments == []


@pytest.mark.parametrize(
    "text",
    [
        "## Nothing changes; 2 new policy findings.",
        "## Refused by policy. Nothing changes.",
        "## Nothing changes.\n\n- Cost and carbon: **USD +3.20 a month, +0 kg CO2e**",
    ],
)
def test_a_change_that_touches_no_resource_is_posted_when_rules_or_costs_say_otherwise(
    job: Job, host: CodeHost, text: str
) -> None:
    job.report("dev", text)
    assert job.github().code == 0
    assert len(host.comments) == 1


def test_a_comment_says_so_when_nothing_changes_any_more(job: Job, host: CodeHost) -> None:
    job.report("dev")
    job.github()
    job.report("dev", QUIET)
    job.github(event=after_a_run(number=13))
    (body,) = host.bodies()
    assert QUIET in body
    assert "3 resources" not in body


def test_the_comment_of_a_stack_that_the_newest_report_lacks_says_so(job: Job, host: CodeHost) -> None:
    job.report("dev")
    canary = job.report("canary")
    job.github()
    canary.unlink()
    job.github(event=after_a_run(number=13))
    assert "does not have this stack" in next(body for body in host.bodies() if "shop/canary" in body)


def test_a_run_of_an_older_commit_is_ignored(job: Job, host: CodeHost) -> None:
    job.report("dev")
    ended = job.github(event=after_a_run(head=OLD_HEAD))
    assert ended.code == 0, ended
    assert "has a newer commit; nothing was posted" in ended.out
    assert host.comments == []


def test_an_older_run_of_the_same_commit_does_not_overwrite_a_newer_one(job: Job, host: CodeHost) -> None:
    job.report("dev", "## Changes 9 resources")
    job.github(event=after_a_run(number=20))
    job.report("dev", "## Changes 1 resource")
    ended = job.github(event=after_a_run(number=12, attempt=3))
    assert ended.code == 0, ended
    assert "a newer run, 20.1, has posted already" in ended.out
    assert "9 resources" in host.bodies()[0]


@pytest.mark.parametrize("other", [change(state="closed"), change(repository="stranger/platform")], ids=str)
def test_only_the_open_pull_request_of_that_repository_is_commented_on(job: Job, host: CodeHost, other: object) -> None:
    host.changes[:] = [other]  # type: ignore[list-item]
    job.report("dev")
    ended = job.github()
    assert ended.code == 0, ended
    assert host.comments == []


def test_the_report_does_not_choose_the_pull_request(job: Job, host: CodeHost) -> None:
    host.changes.append({**change(8, head=OLD_HEAD), "source": "victim:main"})
    job.report("dev")
    (job.folder / "pull-request").write_text("8")
    ended = job.github()
    assert ended.code == 0, ended
    assert host.written() == ["POST /repos/shop/platform/issues/7/comments"]


def test_of_two_pull_requests_from_one_branch_the_report_says_which(job: Job, host: CodeHost) -> None:
    host.changes.append(change(8))
    job.report("dev")
    undecided = job.github()
    assert undecided.code == 1
    assert "pull requests [7, 8] have this commit" in undecided.err
    (job.folder / "pull-request").write_text("7")
    assert job.github().code == 0
    assert len(host.comments) == 1


def test_the_comment_leads_to_the_page(job: Job, host: CodeHost) -> None:
    job.report("dev")
    host.artefacts += [{"name": "evenkeel-review", "id": 1}, {"name": "review.html", "id": 55}]
    job.github()
    address = "https://code.example.com/shop/platform/actions/runs/900/artifacts/55"
    assert f"[The whole report]({address})" in host.bodies()[0]


def test_without_a_page_the_comment_leads_to_the_run(job: Job, host: CodeHost) -> None:
    job.report("dev")
    job.github()
    assert "(https://code.example.com/shop/platform/actions/runs/900#artifacts)" in host.bodies()[0]


def test_a_team_may_post_from_the_pull_request_itself(job: Job, host: CodeHost) -> None:
    job.report("dev")
    source = {"sha": HEAD, "ref": "bigger-cache", "repo": {"full_name": "someone/platform", "owner": {"login": "s"}}}
    event = {"repository": {"full_name": "shop/platform"}, "pull_request": {"number": 7, "head": source}}
    ended = job.github(event=event, GITHUB_RUN_NUMBER="4", GITHUB_RUN_ATTEMPT="1", GITHUB_RUN_ID="900")
    assert ended.code == 0, ended
    assert f"run:{HEAD}:4.1" in host.bodies()[0]


def test_a_run_that_no_pull_request_started_is_refused(job: Job, host: CodeHost) -> None:
    job.report("dev")
    ended = job.github(event=after_a_run(started_by="push"))
    assert ended.code == 1
    assert "started by push" in ended.err
    assert host.requests == []
