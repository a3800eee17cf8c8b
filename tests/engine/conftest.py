"""A stack for each module of tests, empty again for each test."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.engine.harness import Engine, engine
from tests.engine.scratch import scratch_folder


@pytest.fixture(scope="module")
def folder() -> Generator[Path]:
    """A folder for a module's tests."""
    with scratch_folder() as made:
        yield made


@pytest.fixture(scope="module")
def opened(folder: Path) -> Generator[Engine]:
    """A stack in that folder: making one takes longer than a preview."""
    with engine(folder) as made:
        yield made


@pytest.fixture
def trial(opened: Engine) -> Engine:
    """The module's stack, with nothing in its state and nothing in its cloud."""
    opened.forget()
    return opened


@pytest.fixture
def place() -> Generator[Path]:
    """A folder for one test."""
    with scratch_folder() as made:
        yield made
