"""A missing or half-built CLI is a clear message or a clean recovery."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.engine.command import Command
from tests.tools import PULUMI, MissingToolError, locate


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a shell and nothing else, and an empty cache."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("EVENKEEL_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_machine_without_cli_and_go_is_told_what_to_install(bare: Path) -> None:
    with pytest.raises(MissingToolError, match=f"install Go .* or pulumi {PULUMI.version}"):
        locate(PULUMI)
    assert not (bare / "cache").exists()


def test_cli_on_the_path_is_used(bare: Path) -> None:
    made = program(bare / "bin" / "pulumi", "echo v3.250.0")
    assert locate(PULUMI) == made


def test_cli_that_is_too_old_is_refused_with_the_fix(bare: Path) -> None:
    old = program(bare / "bin" / "pulumi", "echo v3.100.0")
    with pytest.raises(MissingToolError, match=r"3\.100\.0; update it to 3\.181\.0 or later"):
        Command(old)


def test_failed_build_says_why_and_leaves_no_program(bare: Path) -> None:
    program(bare / "bin" / "go", "echo 'no required module provides package' >&2; exit 1")
    with pytest.raises(MissingToolError, match="no required module provides package"):
        locate(PULUMI)
    assert not [path for path in (bare / "cache").rglob("pulumi") if path.is_file()]


def test_half_finished_build_of_an_earlier_run_is_built_again(bare: Path) -> None:
    target = bare / "cache" / f"pulumi-{PULUMI.version}" / "pulumi"
    interrupted = program(target.parent / "tmpabandoned" / "pulumi", "exit 1")
    os.truncate(interrupted, 4)
    (target.parent / ".lock").touch()
    # The stand-in for Go writes what it is asked for: the argument after -o.
    script = 'while [ "$1" != -o ]; do shift; done; printf "#!/bin/sh\\necho v3.250.0\\n" > "$2"; /bin/chmod 755 "$2"'
    program(bare / "bin" / "go", script)
    assert locate(PULUMI) == target
    assert Command(target).version is not None
    assert locate(PULUMI) == target
