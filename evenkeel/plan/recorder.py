"""Recording: a program runs under the SDK's test mode, and what it registers becomes a plan."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import logging
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import pulumi
from pulumi.runtime import mocks, settings, stack

from evenkeel.model import REDACTED, Fidelity, Plan
from evenkeel.plan import failures, order, program, sdk
from evenkeel.plan import urn as urns
from evenkeel.plan.errors import RecordError
from evenkeel.plan.loop import InlineLoop, settle
from evenkeel.plan.monitor import Monitor

_ORGANIZATION: Final = "organization"
"""What a backend without organizations tells the program."""


def record_stack(
    project_root: Path,
    stack_name: str,
    config: Mapping[str, str],
    secret_keys: Iterable[str] = (),
    *,
    progress: Callable[[int], None] | None = None,
) -> Plan:
    """Record what the program of a project would create for one stack.

    Args:
        project_root: the directory of `Pulumi.yaml`; the program at its `main` is run.
        stack_name: the stack's name.
        config: the stack's configuration by full key (`aws:region`), as the engine gives it: objects as JSON text.
        secret_keys: full keys whose values are secret. One that is not in `config` (its ciphertext cannot be read
            offline) gets a placeholder.
        progress: called with the number of resources registered so far, at each of them.

    Raises:
        RecordError: the program failed, asked a provider, or used names that the SDKs do not know.
    """
    found = program.find(project_root)
    settings_ = _Settings(
        project=found.project,
        stack=stack_name,
        config=config,
        secret_keys=frozenset(secret_keys),
        root=found.root,
        directory=found.directory,
        check_names=True,
        progress=progress,
    )
    return _record(found.runner(), settings_)


def record_program(
    program: Callable[[], object],
    *,
    project: str,
    stack: str,
    config: Mapping[str, str] | None = None,
    secret_keys: Iterable[str] = (),
    check_names: bool = True,
) -> Plan:
    """Record what a function would create.

    Args:
        program: registers resources; a mapping that it returns becomes the stack's outputs.
        project: project name.
        stack: stack name.
        config: as for `record_stack`.
        secret_keys: as for `record_stack`.
        check_names: whether property names are checked against the SDKs' types.

    Raises:
        RecordError: as for `record_stack`.
    """

    def run() -> None:
        result = program()
        if isinstance(result, Mapping):
            for name, value in cast("Mapping[str, Any]", result).items():
                pulumi.export(name, value)

    settings_ = _Settings(
        project=project,
        stack=stack,
        config=config or {},
        secret_keys=frozenset(secret_keys),
        root=None,
        directory=Path.cwd(),
        check_names=check_names,
        progress=None,
    )
    return _record(run, settings_)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    project: str
    stack: str
    config: Mapping[str, str]
    secret_keys: frozenset[str]
    root: Path | None
    directory: Path
    check_names: bool
    progress: Callable[[int], None] | None

    def full_config(self) -> dict[str, str]:
        return {**dict.fromkeys(self.secret_keys, REDACTED), **self.config}


def _record(run: Callable[[], None], given: _Settings) -> Plan:
    monitor = Monitor(
        stack=given.stack,
        project=given.project,
        config=given.full_config(),
        secret_keys=given.secret_keys,
        directory=str(given.directory),
        check_names=given.check_names,
        progress=given.progress,
    )
    failure: BaseException | None = None
    places: list[str] = []
    with _collector_paused(), contextlib.redirect_stdout(sys.stderr):
        try:
            contextvars.copy_context().run(_run, run, given, monitor, places)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            failure = error
    problems = sorted(set(monitor.problems))
    if failure is not None:
        explained = failures.explained(failure, given.root, *places)
        raise RecordError("\n".join([str(explained), *problems])) from failure
    if problems:
        raise RecordError("\n".join(problems))
    return _plan(monitor, given)


def _run(run: Callable[[], None], given: _Settings, monitor: Monitor, places: list[str]) -> None:
    """Run the program in a fresh event loop, in the order of the language host; note where it failed."""
    settings.ROOT.set(None)
    pulumi.runtime.set_all_config(given.full_config(), list(given.secret_keys))
    pulumi.runtime.configure(
        pulumi.runtime.Settings(
            project=given.project,
            stack=given.stack,
            monitor=monitor,
            engine=mocks.MockEngine(logging.getLogger("evenkeel.program")),
            dry_run=True,
            organization=_ORGANIZATION,
            root_directory=str(given.root) if given.root else None,
        )
    )

    async def main() -> None:
        try:
            run()
        except BaseException as error:
            places.append(failures.place_of(error, given.root))  # the SDK replaces the traceback later
            raise
        await settle()

    async def everything() -> None:
        try:
            await stack.run_in_stack(main)
        finally:
            await monitor.callbacks.close()

    loop = InlineLoop()
    # As the language host has it: a failure is reported once, not again for each task that never looked at it.
    loop.set_exception_handler(lambda _loop, _context: None)
    try:
        loop.run_until_complete(everything())
    finally:
        _abandon(loop)


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
def _collector_paused() -> Generator[None]:
    """Keep the cyclic garbage collector away: it would walk a heap that only grows, over and over."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _plan(monitor: Monitor, given: _Settings) -> Plan:
    resources = order.ordered(monitor.recorded)
    packages = {
        urns.package_of(resource.type) for resource in resources if resource.type.startswith(urns.PROVIDER_PREFIX)
    }
    versions = {package: sdk.plugin(package)[0] for package in sorted(packages - {"pulumi"})}
    root = next((resource for resource in resources if resource.type == urns.STACK_TYPE), None)
    return Plan(
        project=given.project,
        stack=given.stack,
        fidelity=Fidelity.RECORDED,
        resources=resources,
        outputs=root.outputs if root else {},
        versions={
            "evenkeel": sdk.distribution_version("evenkeel"),
            "pulumi": sdk.distribution_version("pulumi"),
            **{package: version for package, version in versions.items() if version},
        },
    )
