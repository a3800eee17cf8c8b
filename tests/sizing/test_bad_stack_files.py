"""Each bad stack file says on its first lines what must be said about it: all of it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenkeel.sizing import load_stack_file
from evenkeel.spec import SpecError, read_stack_file

FOLDER = Path(__file__).parents[1] / "bad_stack_files"
FILES = sorted(FOLDER.glob("*.yaml"))
MARK = "# expects: "


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bad_stack_file_gives_exactly_its_messages(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]
    with pytest.raises(SpecError) as caught:
        load_stack_file(read_stack_file(path))
    told = [str(problem).removeprefix(str(path)).lstrip(": ") for problem in caught.value.problems]
    assert told == expected


def test_bad_stack_files_are_many() -> None:
    assert len(FILES) >= 40


def test_messages_never_speak_of_the_validator() -> None:
    words = ("Input should", "valid ", "pydantic", "NoneType", "Traceback", "union:", "dict", "tuple")
    for path in FILES:
        told = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(MARK)]
        assert not [line for line in told if any(word in line for word in words)], path.name
