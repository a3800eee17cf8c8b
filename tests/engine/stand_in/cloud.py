"""What the stand-in has created, and what it was told to do wrong."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
    """Every n-th call goes wrong.

    Attributes:
        mode: how.
        every: n.
        reads: whether calls count that change nothing: checks, comparisons, reads.
        released: lets hanging calls go on, with an error.
        hanging: set once a call hangs.
        hit: calls that went wrong, as operation and URN.
    """

    mode: Mode
    every: int
    reads: bool = False
    released: threading.Event = field(default_factory=threading.Event)
    hanging: threading.Event = field(default_factory=threading.Event)
    hit: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Thing:
    """Something that exists.

    Attributes:
        urn: the resource that it was created for.
        token: its type.
        inputs: its inputs as they are now.
        identity: what nothing else may have, such as kind, namespace and name; None where nothing is.
    """

    urn: str
    token: str
    inputs: Mapping[str, Any]
    identity: str | None = None


class TakenError(Exception):
    """Something of the same name exists already; the argument is its id."""


class Cloud:
    """Everything that exists, by id, and a record of the calls that changed it.

    Attributes:
        things: what exists, by id.
        calls: operation and URN of each change, in order.
        fault: what goes wrong, if anything.
        latency: seconds that a change takes.
    """

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.calls: list[tuple[str, str]] = []
        self.fault: Fault | None = None
        self.latency = 0.0
        self._busy = 0
        self._lock = threading.Condition()
        self._numbers = itertools.count(1)
        self._counted = itertools.count(1)

    def new_id(self, token: str) -> str:
        """Return an id that nothing else has."""
        with self._lock:
            return f"{token.rpartition(':')[2].lower()}-{next(self._numbers):08x}"

    def create(self, identifier: str, thing: Thing) -> None:
        """Create.

        Raises:
            TakenError: when something of the same identity exists.
        """
        with self._lock:
            for other, existing in self.things.items():
                if thing.identity is not None and existing.identity == thing.identity:
                    raise TakenError(other)
            self.things[identifier] = thing
            self.calls.append(("create", thing.urn))

    def update(self, identifier: str, urn: str, inputs: Mapping[str, Any], identity: str | None) -> None:
        """Change what exists.

        Raises:
            KeyError: when it does not exist.
        """
        with self._lock:
            self.things[identifier] = replace(self.things[identifier], urn=urn, inputs=inputs, identity=identity)
            self.calls.append(("update", urn))

    def delete(self, identifier: str, urn: str) -> None:
        """Delete; what does not exist is deleted already."""
        with self._lock:
            self.things.pop(identifier, None)
            self.calls.append(("delete", urn))

    def goes(self, operation: str, urn: str, *, changes: bool) -> Mode | None:
        """Count a call; say how it goes wrong, if it does."""
        fault = self.fault
        if fault is None or not (changes or fault.reads):
            return None
        with self._lock:
            if next(self._counted) % fault.every:
                return None
            fault.hit.append((operation, urn))
            return fault.mode

    def by_urn(self) -> dict[str, list[str]]:
        """Return the ids of what exists by the resource that it was created for."""
        found: dict[str, list[str]] = {}
        with self._lock:
            for identifier, thing in self.things.items():
                found.setdefault(thing.urn, []).append(identifier)
        return found

    def calls_of(self, operation: str) -> list[str]:
        """Return the names of the resources that an operation was done to, in order."""
        return [urn.rpartition("::")[2] for done, urn in self.calls if done == operation]

    @contextmanager
    def changing(self) -> Generator[None]:
        """Take the time that a change takes, inside which the caller may be lost but the change goes on."""
        with self._lock:
            self._busy += 1
        try:
            time.sleep(self.latency)
            yield
        finally:
            with self._lock:
                self._busy -= 1
                self._lock.notify_all()

    @property
    def busy(self) -> int:
        """How many changes are under way."""
        with self._lock:
            return self._busy

    def rest(self, seconds: float = 10) -> None:
        """Wait until no change is under way."""
        with self._lock:
            assert self._lock.wait_for(lambda: not self._busy, seconds), "a change is still under way"

    def forget(self) -> None:
        """Begin anew, with nothing in existence and nothing wrong."""
        self.rest()
        with self._lock:
            self.things.clear()
            self.calls.clear()
            self.fault = None
            self.latency = 0.0
            self._counted = itertools.count(1)
