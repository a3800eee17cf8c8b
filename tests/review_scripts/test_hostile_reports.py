from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.review_scripts.code_host import CodeHost
from tests.review_scripts.conftest import Job

MARKER = b"<!-- evenkeel:diff:shop/dev -->\n\n"
SECRET = "of the machine"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (MARKER + b"x" * 70_000, "has 70033 characters; a comment takes 65536"),
        (MARKER + b"x" * 5_000_000, "is larger than"),
        (b"## Changes\n", "its first line is not"),
        (b"\n" + MARKER, "its first line is not"),
        (b"<!-- evenkeel:diff:shop/dev --> <!-- evenkeel:diff:shop/prod -->\n", "its first line is not"),
        (b"<!-- evenkeel:diff:shop/prod -->\n", "marks shop/prod, a stack that its name does not say"),
        (MARKER + b"\xff\xfe", "is not UTF-8"),
    ],
    ids=["long", "huge", "no-marker", "late-marker", "two-markers", "marker-of-another", "not-utf8"],
)
def test_a_report_that_evenkeel_did_not_write_is_refused_as_a_whole(
    job: Job, host: CodeHost, data: bytes, reason: str
) -> None:
    job.report("staging")
    (job.folder / "comment-dev.md").write_bytes(data)
    ended = job.github()
    assert ended.code == 1
    assert reason in ended.err
    assert "nothing of it is posted" in ended.err
    assert host.comments == []


def test_a_link_out_of_the_report_is_not_followed(job: Job, host: CodeHost, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(MARKER + SECRET.encode())
    (job.folder / "comment-dev.md").symlink_to(outside)
    ended = job.github()
    assert ended.code == 1
    assert "is not a plain file" in ended.err
    assert host.comments == []


def test_two_files_for_one_comment_are_refused(job: Job, host: CodeHost) -> None:
    job.report("dev", file_name="comment-a--dev.md", marker="shop/a_dev")
    job.report("dev", file_name="comment-a_dev.md", marker="shop/a_dev")
    ended = job.github()
    assert ended.code == 1
    assert "as another file does" in ended.err


def test_a_flood_of_comments_is_refused_within_one_run_and_over_many(job: Job, host: CodeHost) -> None:
    for number in range(31):
        job.report(f"s{number}")
    flooded = job.github()
    assert flooded.code == 1
    assert "holds 31 comments; at most 30 are posted" in flooded.err
    for number in range(29):
        host.add(f"<!-- evenkeel:diff:shop/other{number} -->\n\nold")
    for number in range(2, 31):
        (job.folder / f"comment-s{number}.md").unlink()
    assert job.github().code == 1
    assert len(host.comments) == 29


def test_a_text_that_grows_over_the_limit_when_it_is_made_harmless_is_refused(job: Job, host: CodeHost) -> None:
    job.report("dev", "@a " * 20_000)
    ended = job.github()
    assert ended.code == 1
    assert "a code host takes 65536" in ended.err
    assert host.comments == []


def test_names_call_nobody(job: Job, host: CodeHost) -> None:
    digest = "docker.io/shop/api@sha256:" + "0" * 64
    names = "@everyone, (@shop/owners) `@one` \\@two &#64;three &#x40;four &commat;five **a**@six a@seven"
    job.report("dev", f"## Changes 1 resource\n\n{names}\n\n`{digest}`")
    ended = job.github()
    assert ended.code == 0, ended
    assert host.called == []
    assert digest in host.bodies()[0]


def test_commands_of_other_robots_are_no_commands(job: Job, host: CodeHost) -> None:
    job.report("dev", "## Changes 1 resource\n/approve\r/lgtm\r\n\u2028/merge\n \t/retest\nread /etc and a/b")
    ended = job.github()
    assert ended.code == 0, ended
    assert host.commands == []
    assert "read /etc and a/b" in host.bodies()[0]


def test_a_run_that_the_report_names_itself_does_not_count(job: Job, host: CodeHost) -> None:
    stamp = "<!-- evenkeel:run:" + "c" * 40 + ":999999.1 -->"
    (job.folder / "comment-dev.md").write_text(f"<!-- evenkeel:diff:shop/dev -->\n{stamp}\nfirst")
    assert job.github().code == 0
    (job.folder / "comment-dev.md").write_text(f"<!-- evenkeel:diff:shop/dev -->\n{stamp}\nsecond")
    assert job.github().code == 0
    (body,) = host.bodies()
    assert "second" in body


def test_without_a_report_the_job_says_so(job: Job) -> None:
    ended = job.github()
    assert ended.code == 1
    assert "holds no comment-<stack>.md" in ended.err


def sarif(name: str = "evenkeel", runs: int = 1) -> str:
    driver = {"driver": {"name": name}}
    run: dict[str, object] = {"tool": driver, "automationDetails": {"id": "/language:python"}, "results": []}
    return json.dumps({"version": "2.1.0", "runs": [run] * runs})


def test_findings_are_taken_under_the_stack_of_their_file(job: Job, tmp_path: Path) -> None:
    job.report("dev")
    (job.folder / "check-dev.sarif").write_text(sarif())
    output = tmp_path / "output"
    ended = job.github("--findings", str(tmp_path / "findings"), GITHUB_OUTPUT=str(output))
    assert ended.code == 0, ended
    assert output.read_text().splitlines() == ["number=7", "head=" + "a" * 40, "findings=true"]
    taken = json.loads((tmp_path / "findings" / "check-dev.sarif").read_text())
    assert taken["runs"][0]["automationDetails"] == {"id": "evenkeel/dev/"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (sarif("CodeQL"), "speaks for 'CodeQL', not for evenkeel"),
        (sarif(runs=2), "holds 2 runs"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not SARIF 2.1.0"),
    ],
    ids=["other-tool", "two-runs", "cut", "deep", "list"],
)
def test_findings_of_somebody_else_are_refused(job: Job, tmp_path: Path, text: str, reason: str) -> None:
    job.report("dev")
    (job.folder / "check-dev.sarif").write_text(text)
    ended = job.github("--findings", str(tmp_path / "findings"))
    assert ended.code == 1
    assert reason in ended.err
    assert not (tmp_path / "findings").exists()
