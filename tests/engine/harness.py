"""Stacks under the real engine: the CLI, a file backend, a passphrase of its own, and the stand-in provider."""

from __future__ import annotations

import gc
import json
import runpy
import secrets
import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pulumi import automation
from pulumi.automation._stack import StackInitMode

from tests.engine.command import Command
from tests.engine.language import serve_language
from tests.engine.stand_in import Cloud, StandIn, Thing, serve
from tests.tools import PULUMI, locate

ROOT = Path(__file__).parents[2]
Program = Callable[[], None]
PROJECT = "trial"
STACK = "test"


class Stack(automation.Stack):
    """A stack that does not ask the CLI three more questions after each update; the state file has the answers."""

    def outputs(self) -> automation.OutputMap:
        """Return none."""
        return {}

    def info(self, show_secrets: bool = True) -> automation.UpdateSummary:
        """Return an empty summary."""
        return automation.UpdateSummary(
            kind="", start_time=datetime.now(UTC), message="", environment={}, config={}, result=""
        )


@dataclass(frozen=True)
class Step:
    """What the engine did with one resource: `create`, `same`, `create-replacement` and so on."""

    operation: str
    urn: str

    @property
    def name(self) -> str:
        """The resource's name."""
        return self.urn.rpartition("::")[2]


@dataclass(frozen=True)
class Saved:
    """State and cloud at one moment."""

    state: bytes = field(repr=False)
    things: Mapping[str, Thing]


@dataclass(frozen=True, kw_only=True)
class Engine:
    """One stack.

    Attributes:
        stack: the Automation API's stack.
        cloud: what the stand-in provider has created.
        folder: project folder; the state is below `backend`.
        command: the CLI, for what the Automation API has no word for.
        state_file: where the backend keeps the state.
        empty: content of the state file before the first update.
    """

    stack: Stack
    cloud: Cloud
    folder: Path
    command: Command
    state_file: Path
    empty: bytes = field(repr=False)

    def preview(self, program: Program | None = None, *, plan: Path | None = None) -> list[Step]:
        """Return the steps that the engine would take, and save its plan if a path is given."""
        return self._steps(self.stack.preview, program=program, plan=str(plan) if plan else None)

    def up(self, program: Program | None = None, **options: Any) -> list[Step]:
        """Deploy, and return the steps in the order in which they began."""
        return self._steps(self.stack.up, program=program, **options)

    def destroy(self, **options: Any) -> list[Step]:
        """Delete everything, and return the steps in the order in which they began."""
        return self._steps(self.stack.destroy, **options)

    def refresh(self, **options: Any) -> list[Step]:
        """Bring the state to what is in the cloud, and return the steps."""
        return self._steps(self.stack.refresh, **options)

    def cli(self, *arguments: str) -> str:
        """Run another command of the CLI on this stack, and return what it prints."""
        with serve_language() as language:
            environment = {**self.stack.workspace.env_vars, **language}
            return self.command.run([*arguments, "--stack", self.stack.name], str(self.folder), environment).stdout

    def resources(self) -> list[dict[str, Any]]:
        """Return the resources of the state file, secrets as ciphertext."""
        return list(self._state().get("resources") or [])

    def custom(self) -> dict[str, dict[str, Any]]:
        """Return the resources that have a thing in the cloud, by URN."""
        return {
            resource["urn"]: resource
            for resource in self.resources()
            if resource.get("custom") and not resource["type"].startswith("pulumi:")
        }

    def pending(self) -> list[tuple[str, str]]:
        """Return type and URN of the operations that the engine does not know the end of."""
        operations: list[dict[str, Any]] = self._state().get("pending_operations") or []
        return [(found["type"], found["resource"]["urn"]) for found in operations]

    def saved(self) -> Saved:
        """Return state and cloud as they are, to go back to."""
        return Saved(self.state_file.read_bytes(), dict(self.cloud.things))

    def restore(self, saved: Saved) -> None:
        """Go back to an earlier state and cloud."""
        self.forget()
        self.state_file.write_bytes(saved.state)
        self.cloud.things.update(saved.things)

    @property
    def attributes_file(self) -> Path:
        """What the file backend keeps beside a state file: a checksum that nothing reads."""
        return self.state_file.with_name(f"{self.state_file.name}.attrs")

    def is_locked(self) -> bool:
        """Tell whether an update is going on, or was cut short."""
        return any(path.is_file() for path in (self.folder / "backend" / ".pulumi" / "locks").rglob("*"))

    def forget(self) -> None:
        """Begin anew: an empty state, protected resources and all, and an empty cloud."""
        self.state_file.write_bytes(self.empty)
        self.attributes_file.unlink(missing_ok=True)
        shutil.rmtree(self.folder / "backend" / ".pulumi" / "locks", ignore_errors=True)
        self.cloud.forget()

    def _state(self) -> dict[str, Any]:
        return json.loads(self.state_file.read_bytes())["checkpoint"].get("latest") or {}

    def _steps(self, act: Callable[..., object], **options: Any) -> list[Step]:
        found: list[Step] = []

        def note(event: automation.EngineEvent) -> None:
            begun = event.resource_pre_event
            if begun:
                found.append(Step(begun.metadata.op.value, begun.metadata.urn))

        try:
            act(on_event=note, **options)
        except automation.CommandError:
            # The program of a run that was cut short leaves coroutines, which must not be collected just anywhere.
            gc.collect()
            raise
        finally:
            # The platform's program turns the collector off for the life of its process, which here is the tests'.
            gc.enable()
        return found


@contextmanager
def engine(folder: Path, *, project: str = PROJECT, stack: str = STACK) -> Generator[Engine]:
    """Give a new stack in a project folder of its own; each operation is told its program."""
    (folder / "Pulumi.yaml").write_text(f"name: {project}\nruntime: python\n", encoding="utf-8")
    with serve() as stand_in:
        yield _open(folder, _nothing, stand_in, project, stack)


@contextmanager
def platform_engine(folder: Path, *stacks: str, checkpoints: bool = True) -> Generator[tuple[Engine, ...]]:
    """Give some of the project's own stacks, in one backend, with a copy of its project file and stack files.

    Args:
        folder: project folder; stack files that are in it already are used beside the project's own.
        stacks: their names.
        checkpoints: whether the engine writes the state at each step, as it does unless told otherwise; that is most of
            the time that a large stack takes.
    """
    shutil.copy(ROOT / "Pulumi.yaml", folder)
    for file in (ROOT / "stacks").glob("Pulumi.*.yaml"):
        (folder / "stacks").mkdir(exist_ok=True)
        shutil.copy(file, folder / "stacks")
    settings = {} if checkpoints else {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
    with serve() as serving:
        stand_in = replace(serving, environment={**serving.environment, **settings})
        yield tuple(_open(folder, platform_program, stand_in, "evenkeel", stack) for stack in stacks)


def _nothing() -> None:
    """Register nothing."""


def platform_program() -> None:
    """Run the project's program as the language host does."""
    runpy.run_path(str(ROOT / "stacks" / "__main__.py"), run_name="__main__")


def _open(folder: Path, program: Program, stand_in: StandIn, project: str, stack: str) -> Engine:
    backend = folder / "backend"
    backend.mkdir(exist_ok=True)
    command = Command(locate(PULUMI))
    passphrase = _passphrase(folder)
    environment = {
        **stand_in.environment,
        "PULUMI_BACKEND_URL": f"file://{backend}",
        "PULUMI_CONFIG_PASSPHRASE": passphrase,
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    workspace = automation.LocalWorkspace(
        work_dir=str(folder), program=program, env_vars=environment, pulumi_command=command
    )
    made = Stack(stack, workspace, StackInitMode.CREATE)
    state_file = backend / ".pulumi" / "stacks" / project / f"{stack}.json"
    return Engine(
        stack=made,
        cloud=stand_in.cloud,
        folder=folder,
        command=command,
        state_file=state_file,
        empty=state_file.read_bytes(),
    )


def _passphrase(folder: Path) -> str:
    """Return the folder's passphrase, made up on first use: stacks of one backend share it."""
    file = folder / "passphrase"
    if not file.is_file():
        file.write_text(secrets.token_hex(16), "utf-8")
    return file.read_text("utf-8")
