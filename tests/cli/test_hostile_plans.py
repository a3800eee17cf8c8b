"""Plan files with texts that no program would write are reported or told in words: no traceback, no half a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Workplace

URN = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::"
PACK = """
from evenkeel.model import Finding, Judgement, Level, Outcome, Severity

class PackError(Exception): ...

def check(plan, *, today, environment=None, configuration=None):
    findings = tuple(
        Finding(rule="r", title="t", severity=Severity.HIGH, level=Level.ADVISORY, outcome=Outcome.FAILED, urn=each.urn,
                type=each.type, path="bucket", message=str(dict(each.inputs)), remedy="")
        for each in plan.resources
    )
    return Judgement(stack=plan.stack, environment="dev", fidelity=plan.fidelity.value, findings=findings, rules=())
"""


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return value


def text_of(levels: int) -> str:
    return '{"a":' * levels + "1" + "}" * levels


HOSTILE: dict[str, tuple[str, dict[str, Any], str]] = {
    "half characters": ("half-\ud800", {"bucket": "\udfff", "k\ud800": ["\ud800"], "userData": "\ud800"}, "dev\ud800"),
    "zero bytes": ("a\x00b", {"bucket": "x\x00y", "k\x00": 1}, "dev\x00"),
    "text that turns": ("a\u202eb", {"bucket": "x\u202ey\u2066", "k\u202e": 1}, "dev\u202e"),
    "very long names": ("n" * 20_000, {"n" * 20_000: "v" * 20_000}, "s" * 3_000),
    "a path for a name": ("../../x", {"bucket": "../x"}, "../../../x"),
    "deep": ("d", {"a": nested(95)}, "dev"),
    "deep JSON": ("d", {"policy": text_of(300)}, "dev"),
    "JSON without end": ("d", {"policy": text_of(10_000)}, "dev"),
    "YAML without end": ("d", {"valueYaml": "\n".join(" " * level + "password:" for level in range(900))}, "dev"),
}


def document(name: str, inputs: dict[str, Any], stack: str) -> str:
    header = {"kind": "plan", "fidelity": "recorded", "project": "shop", "stack": stack}
    bucket = {"urn": URN + name, "type": "aws:s3/bucket:Bucket", "custom": True, "inputs": inputs}
    return json.dumps({"version": 3, "evenkeel": header, "deployment": {"resources": [bucket]}})


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_plans_are_reported_whole(workplace: Workplace, tmp_path: Path, kind: str) -> None:
    workplace.write("policies/__init__.py", PACK)
    workplace.write("odd.json", document(*HOSTILE[kind]))
    workplace.write("tame.json", document("d", {"bucket": "x", "policy": "{}"}, "dev"))
    made = ("--out", str(tmp_path / "out"))
    for arguments in (
        ("diff", "tame.json", "odd.json", "--details", "--fail-on", "none"),
        ("diff", "odd.json", "tame.json", "--format", "markdown", *made, "--fail-on", "none"),
        ("diff", "tame.json", "odd.json", "--report", str(tmp_path / "report"), "--fail-on", "none"),
        ("check", "odd.json"),
        ("check", "odd.json", "--format", "sarif", *made),
        ("check", "odd.json", "--format", "junit", *made),
        ("estimate", "odd.json"),
        ("estimate", "odd.json", "--json"),
    ):
        ended = workplace.run(*arguments)
        assert ended.code == 0, ended.err[:2000]
        assert ended.err == ""
        assert not any(character in ended.out for character in "\x00\u202e\u2066") or "--json" in arguments
    assert len(list((tmp_path / "report").iterdir())) == 4
    assert all(path.read_text("utf-8") for path in (tmp_path / "report").iterdir())
    json.loads((tmp_path / "report" / "review.json").read_text("utf-8"))


@pytest.mark.parametrize("levels", [101, 400])
@pytest.mark.parametrize("command", [("diff", "deep.json"), ("check",), ("estimate",)])
def test_what_is_nested_too_deeply_is_refused(workplace: Workplace, levels: int, command: tuple[str, ...]) -> None:
    workplace.write("deep.json", document("d", nested(levels), "dev"))
    ended = workplace.run(*command, "deep.json")
    assert ended.code == 1
    assert ended.out == ""
    assert "deep.json: resource 0" in ended.err
    assert "nested deeper than 100 levels" in ended.err
