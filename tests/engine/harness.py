"""Stacks under the real engine: the CLI, a file backend, a passphrase of its own, and the stand-in provider."""

from __future__ import annotations

import json
import runpy
import secrets
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi import automation

from tests.engine.command import Command
from tests.engine.stand_in import Cloud, StandIn, serve
from tests.tools import PULUMI, locate

ROOT = Path(__file__).parents[2]
Program = Callable[[], object]
PROJECT = "trial"
STACK = "test"


@dataclass(frozen=True)
class Step:
    """What the engine did with one resource: `create`, `same`, `create-replacement` and so on."""

    operation: str
    urn: str

    @property
    def name(self) -> str:
        """The resource's name."""
        return self.urn.rpartition("::")[2]


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

    stack: automation.Stack
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
        environment = {key: str(value) for key, value in self.stack.workspace.env_vars.items()}
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
        return [(found["type"], found["resource"]["urn"]) for found in self._state().get("pending_operations") or []]

    def forget(self) -> None:
        """Begin anew: an empty state, protected resources and all, and an empty cloud."""
        self.state_file.write_bytes(self.empty)
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

        act(on_event=note, **options)
        return found


@contextmanager
def engine(folder: Path, *, project: str = PROJECT, stack: str = STACK) -> Generator[Engine]:
    """Give a new stack in a project folder of its own; each operation is told its program."""
    (folder / "Pulumi.yaml").write_text(f"name: {project}\nruntime: python\n", encoding="utf-8")
    with serve() as stand_in:
        yield _open(folder, _nothing, stand_in, project, stack)


@contextmanager
def platform_engine(folder: Path, stack: str) -> Generator[Engine]:
    """Give one of the project's own stacks, with a copy of its project file and stack files."""
    shutil.copy(ROOT / "Pulumi.yaml", folder)
    shutil.copytree(ROOT / "stacks", folder / "stacks")
    with serve() as stand_in:
        yield _open(folder, platform_program, stand_in, "evenkeel", stack)


def _nothing() -> None:
    """Register nothing."""


def platform_program() -> None:
    """Run the project's program as the language host does."""
    runpy.run_path(str(ROOT / "stacks" / "__main__.py"), run_name="__main__")


def _open(folder: Path, program: Program, stand_in: StandIn, project: str, stack: str) -> Engine:
    backend = folder / "backend"
    backend.mkdir(exist_ok=True)
    command = Command(locate(PULUMI))
    environment = {
        **stand_in.environment,
        "PULUMI_BACKEND_URL": f"file://{backend}",
        "PULUMI_CONFIG_PASSPHRASE": secrets.token_hex(8),
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    made = automation.create_stack(
        stack_name=stack,
        project_name=project,
        program=program,
        opts=automation.LocalWorkspaceOptions(work_dir=str(folder), env_vars=environment, pulumi_command=command),
    )
    state_file = backend / ".pulumi" / "stacks" / project / f"{stack}.json"
    return Engine(
        stack=made,
        cloud=stand_in.cloud,
        folder=folder,
        command=command,
        state_file=state_file,
        empty=state_file.read_bytes(),
    )
