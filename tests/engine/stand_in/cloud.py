"""What the stand-in has created, and what it was told to do wrong."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Mode(Enum):
    """How a call goes wrong."""

    FAIL = "fail"
    """It is refused, and nothing happens."""
    HANG = "hang"
    """Nothing happens, and no answer comes until the call is cancelled or the fault released."""
    LOSE = "lose"
    """It happens, and the answer is lost."""


@dataclass
class Fault:
    """Every n-th call that changes something goes wrong.

    Attributes:
        mode: how.
        every: n.
        released: lets hanging calls go on, with an error.
    """

    mode: Mode
    every: int
    released: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Thing:
    """Something that exists.

    Attributes:
        urn: the resource that it was created for.
        token: its type.
        inputs: its inputs as they are now.
    """

    urn: str
    token: str
    inputs: Mapping[str, Any]


class Cloud:
    """Everything that exists, by id, and a record of the calls that changed it."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.calls: list[tuple[str, str]] = []
        self.fault: Fault | None = None
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._changes = itertools.count(1)

    def new_id(self, token: str) -> str:
        """Return an id that nothing else has."""
        with self._lock:
            return f"{token.rpartition(':')[2].lower()}-{next(self._numbers):08x}"

    def put(self, identifier: str, thing: Thing, operation: str) -> None:
        """Create or update."""
        with self._lock:
            self.things[identifier] = thing
            self.calls.append((operation, thing.urn))

    def remove(self, identifier: str, urn: str) -> None:
        """Delete; what does not exist is deleted already."""
        with self._lock:
            self.things.pop(identifier, None)
            self.calls.append(("delete", urn))

    def next_change_goes(self) -> Mode | None:
        """Count a call that changes something; say how it goes wrong, if it does."""
        fault = self.fault
        if fault is None:
            return None
        with self._lock:
            return fault.mode if next(self._changes) % fault.every == 0 else None

    def by_urn(self) -> dict[str, list[str]]:
        """Return the ids of what exists by the resource that it was created for."""
        found: dict[str, list[str]] = {}
        with self._lock:
            for identifier, thing in self.things.items():
                found.setdefault(thing.urn, []).append(identifier)
        return found
