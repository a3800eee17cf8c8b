"""One run of a program: the SDK's runtime around it is set up as the language host does, with a monitor of ours."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import logging
import sys
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pulumi
from pulumi.runtime import mocks, settings, stack
from pulumi.runtime.proto import engine_pb2

from evenkeel.model import REDACTED
from evenkeel.plan import failures
from evenkeel.plan.errors import RecordError
from evenkeel.plan.loop import InlineLoop, settle
from evenkeel.plan.monitor import Monitor
from evenkeel.plan.registry import Registry

_ORGANIZATION: Final = "organization"
"""What a backend without organizations tells the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a program is run with.

    Attributes:
        project: project name.
        stack: stack name.
        config: the stack's configuration by full key.
        secret_keys: full keys that are secret; one that `config` lacks gets a placeholder.
        root: the project's directory, where there is one: messages name places in it.
        directory: where relative paths of assets start.
        check_names: whether property names are checked against the SDKs' types.
        progress: called with the number of resources so far.
    """

    project: str
    stack: str
    config: Mapping[str, str]
    secret_keys: frozenset[str]
    root: Path | None
    directory: Path
    check_names: bool = True
    progress: Callable[[int], None] | None = None

    def run(self, program: Callable[[], None]) -> Registry:
        """Run a program and return what it registered.

        Raises:
            RecordError: it failed, logged an error, asked a provider, or used names that the SDKs do not know.
        """
        registry = Registry(
            stack=self.stack,
            project=self.project,
            config=self._full_config(),
            secret_keys=self.secret_keys,
            directory=str(self.directory),
            check_names=self.check_names,
            progress=self.progress,
        )
        failure: BaseException | None = None
        places: list[str] = []
        with _collector_paused(), _short_traces(), contextlib.redirect_stdout(sys.stderr):
            try:
                contextvars.copy_context().run(self._run, program, registry, places)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                failure = error
        problems = sorted(set(registry.problems))
        if failure is not None:
            problems.insert(0, failures.explained(failure, self.root, *places))
        if problems:
            raise RecordError("\n".join(problems)) from failure
        return registry

    def _full_config(self) -> dict[str, str]:
        return {**dict.fromkeys(self.secret_keys, REDACTED), **self.config}

    def _run(self, program: Callable[[], None], registry: Registry, places: list[str]) -> None:
        """Run the program in a fresh event loop, in the order of the language host; note where it failed."""
        monitor = Monitor(registry)
        settings.ROOT.set(None)
        pulumi.runtime.set_all_config(self._full_config(), list(self.secret_keys))
        pulumi.runtime.configure(
            pulumi.runtime.Settings(
                project=self.project,
                stack=self.stack,
                monitor=monitor,
                engine=_Engine(registry.problems),
                dry_run=True,
                organization=_ORGANIZATION,
                root_directory=str(self.root) if self.root else None,
            )
        )

        async def main() -> None:
            try:
                program()
            except BaseException as error:
                places.append(failures.place_of(error, self.root))  # the SDK replaces the traceback later
                raise
            await settle()

        async def everything() -> None:
            try:
                await stack.run_in_stack(main)
            finally:
                await monitor.callbacks.close()

        loop = InlineLoop()
        # As the language host has it: a failure is told once, not again for each task that never looked at it.
        loop.set_exception_handler(lambda _loop, _context: None)
        try:
            loop.run_until_complete(everything())
        finally:
            _abandon(loop)


class _Engine(mocks.MockEngine):
    """Passes on what the program logs; an error that it logs fails the run, as it fails a preview."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(logging.getLogger("evenkeel.program"))
        self._problems = problems

    def Log(self, request: engine_pb2.LogRequest) -> None:  # noqa: N802 - the protocol's name
        if request.severity == engine_pb2.ERROR:
            self._problems.append(request.message)
        elif request.severity != engine_pb2.DEBUG:
            level = logging.INFO if request.severity == engine_pb2.INFO else logging.WARNING
            self.logger.log(level, request.message)


def _abandon(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what a failed program left undone, and close the loop."""

    async def ended(tasks: set[asyncio.Task[Any]]) -> None:
        await asyncio.gather(*tasks, return_exceptions=True)

    pending = asyncio.all_tasks(loop)
    for task in pending:
        task.cancel()
    loop.run_until_complete(ended(pending))
    loop.close()


@contextlib.contextmanager
def _short_traces() -> Generator[None]:
    """Let the SDK take no stack trace of each registration: the engine shows them, a plan has none.

    It takes them with `traceback.extract_stack`, for which Python has a limit of its own; a seventh of the time.
    """
    unlimited = not hasattr(sys, "tracebacklimit")
    before = getattr(sys, "tracebacklimit", 0)
    sys.tracebacklimit = 1
    try:
        yield
    finally:
        if unlimited:
            del sys.tracebacklimit
        else:
            sys.tracebacklimit = before


@contextlib.contextmanager
def _collector_paused() -> Generator[None]:
    """Keep the cyclic garbage collector away: it would walk a heap that only grows, over and over."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
