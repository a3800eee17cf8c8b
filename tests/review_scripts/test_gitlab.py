from __future__ import annotations

from tests.review_scripts.code_host import BOT_NUMBER, HEAD, OLD_HEAD, CodeHost
from tests.review_scripts.conftest import Job


def test_notes_are_created_and_later_updated_in_their_place(gitlab: Job, host: CodeHost) -> None:
    gitlab.report("dev")
    gitlab.report("prod")
    first = gitlab.gitlab()
    assert first.code == 0, first
    assert f"run:{HEAD}:300.12345678901" in host.bodies()[0]
    assert "(https://code.example.com/shop/platform/-/pipelines/300)" in host.bodies()[0]
    gitlab.report("dev", "## Changes 4 resources")
    second = gitlab.gitlab(CI_PIPELINE_ID="301")
    assert second.code == 0, second
    assert "shop/prod: left alone" in second.out
    assert len(host.comments) == 2
    assert "4 resources" in host.bodies()[0]


def test_own_note_is_found_behind_others_and_neither_forged_nor_system_notes_are_touched(
    gitlab: Job, host: CodeHost
) -> None:
    marked = "<!-- evenkeel:diff:shop/dev -->\n\nold"
    host.add(marked, 5)
    host.add(marked, BOT_NUMBER, system=True)
    for number in range(120):
        host.add(f"I think {number}", 5)
    mine = host.add(marked, BOT_NUMBER)
    gitlab.report("dev")
    ended = gitlab.gitlab()
    assert ended.code == 0, ended
    assert f"updated comment {mine}" in ended.out
    assert host.bodies()[:2] == [marked, marked]


def test_a_merge_request_that_moved_on_is_left_alone(gitlab: Job, host: CodeHost) -> None:
    gitlab.report("dev")
    ended = gitlab.gitlab(CI_COMMIT_SHA=OLD_HEAD)
    assert ended.code == 0, ended
    assert "nothing was posted" in ended.out
    assert host.comments == []


def test_with_merged_results_the_commit_of_the_branch_counts(gitlab: Job, host: CodeHost) -> None:
    gitlab.report("dev")
    ended = gitlab.gitlab(CI_COMMIT_SHA="d" * 40, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=HEAD)
    assert ended.code == 0, ended
    assert len(host.comments) == 1


def test_lines_of_the_report_are_no_commands_and_names_call_nobody(gitlab: Job, host: CodeHost) -> None:
    gitlab.report("dev", "## Changes 1 resource\n\n/approve\n  /merge\n> /close\n/label ~done\n\n@all &#64;all")
    ended = gitlab.gitlab()
    assert ended.code == 0, ended
    assert host.commands == []
    assert host.called == []
    assert "approve" in host.bodies()[0]


def test_a_pipeline_of_a_branch_is_told_that_it_has_nothing_to_comment_on(gitlab: Job) -> None:
    gitlab.report("dev")
    ended = gitlab.gitlab(CI_MERGE_REQUEST_IID="")
    assert ended.code == 1
    assert "CI_MERGE_REQUEST_IID not set: this must run in a pipeline of a merge request" in ended.err


def test_without_its_own_token_the_job_says_which_it_needs(gitlab: Job) -> None:
    gitlab.report("dev")
    ended = gitlab.gitlab(EVENKEEL_REVIEW_TOKEN="")
    assert ended.code == 1
    assert "CI_JOB_TOKEN cannot write notes: make a project access token" in ended.err


def test_a_token_that_may_not_write_is_told_what_it_needs(gitlab: Job, host: CodeHost) -> None:
    gitlab.report("dev")
    host.fault("POST", 403)
    ended = gitlab.gitlab()
    assert ended.code == 1
    assert "it needs the role Reporter and the scope api" in ended.err
