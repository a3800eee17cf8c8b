"""Where `--out` may lead: a file comes wholly or not at all, and what is no file stays what it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from evenkeel.cli.output import write_new
from evenkeel.model import Fidelity, Plan
from evenkeel.plan import dumps, write

PLAN = Plan(project="shop", stack="dev", fidelity=Fidelity.RECORDED, resources=())
WRITERS: dict[str, Callable[[Path], None]] = {
    "a report": lambda path: write_new(path, dumps(PLAN), replace=True),
    "a plan": lambda path: write(PLAN, path),
}


@pytest.mark.parametrize("what", WRITERS)
def test_a_link_stays_a_link_and_its_target_is_written(what: str, tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    WRITERS[what](link)
    assert link.is_symlink()
    assert target.read_text("utf-8") == dumps(PLAN)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


@pytest.mark.parametrize("what", WRITERS)
def test_a_pipe_is_written_to_and_stays_a_pipe(what: str, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    WRITERS[what](pipe)
    reader.join(10)
    assert read == [dumps(PLAN)]
    assert pipe.is_fifo()
