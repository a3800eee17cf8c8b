"""Stacks under the real engine: the CLI, a file backend, a passphrase of its own, and the stand-in provider."""

from __future__ import annotations

import os
import runpy
import secrets
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi import automation

from tests.engine.stand_in import Cloud, StandIn, serve
from tests.tools import PULUMI, locate

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Engine:
    """One stack.

    Attributes:
        stack: the Automation API's stack.
        cloud: what the stand-in provider has created.
        folder: project folder; the state is below `backend`.
    """

    stack: automation.Stack
    cloud: Cloud
    folder: Path

    def preview(self) -> list[dict[str, Any]]:
        """Return the steps that the engine would take, as its event log tells them."""
        events: list[automation.EngineEvent] = []
        self.stack.preview(on_event=events.append)
        return [event.resource_pre_event.metadata.__dict__ for event in events if event.resource_pre_event]

    def resources(self) -> list[dict[str, Any]]:
        """Return the resources of the state file."""
        return list(self._state().get("resources") or [])

    def pending(self) -> list[dict[str, Any]]:
        """Return the operations that the engine does not know the end of."""
        return list(self._state().get("pending_operations") or [])

    def forget(self) -> None:
        """Empty the state, protected resources and all."""
        exported = self.stack.export_stack()
        exported.deployment = {**self._state(), "resources": [], "pending_operations": []}
        self.stack.import_stack(exported)

    def _state(self) -> dict[str, Any]:
        return self.stack.export_stack().deployment or {}


@contextmanager
def engine(
    folder: Path, program: Callable[[], object], *, project: str = "trial", stack: str = "test"
) -> Generator[Engine]:
    """Give a new stack whose program is `program`, in a project folder of its own."""
    (folder / "Pulumi.yaml").write_text(f"name: {project}\nruntime: python\n", encoding="utf-8")
    with serve() as stand_in:
        yield _open(folder, program, stand_in, project, stack)


@contextmanager
def platform_engine(folder: Path, stack: str) -> Generator[Engine]:
    """Give one of the project's own stacks, with a copy of its project file and stack files."""
    shutil.copy(ROOT / "Pulumi.yaml", folder)
    shutil.copytree(ROOT / "stacks", folder / "stacks")
    with serve() as stand_in:
        yield _open(folder, platform_program, stand_in, "evenkeel", stack)


def platform_program() -> None:
    """Run the project's program as the language host does."""
    runpy.run_path(str(ROOT / "stacks" / "__main__.py"), run_name="__main__")


def _open(folder: Path, program: Callable[[], object], stand_in: StandIn, project: str, stack: str) -> Engine:
    backend = folder / "backend"
    backend.mkdir(exist_ok=True)
    cli = locate(PULUMI)
    environment = {
        **stand_in.environment,
        "PULUMI_BACKEND_URL": f"file://{backend}",
        "PULUMI_CONFIG_PASSPHRASE": secrets.token_hex(8),
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK": "true",
    }
    os.environ["PATH"] = f"{cli.parent}{os.pathsep}{os.environ['PATH']}"

    def main() -> None:
        sys.path.insert(0, str(ROOT))
        program()

    made = automation.create_or_select_stack(
        stack_name=stack,
        project_name=project,
        program=main,
        opts=automation.LocalWorkspaceOptions(work_dir=str(folder), env_vars=environment),
    )
    return Engine(stack=made, cloud=stand_in.cloud, folder=folder)
