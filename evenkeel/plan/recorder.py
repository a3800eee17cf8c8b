"""Recording: a program runs under the SDK's test mode, and what it registers becomes a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import pulumi

from evenkeel.model import Fidelity, Plan
from evenkeel.plan import order, program, sdk
from evenkeel.plan import urn as urns
from evenkeel.plan.registry import Registry
from evenkeel.plan.session import Session


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
    session = Session(
        project=found.project,
        stack=stack_name,
        config=config,
        secret_keys=frozenset(secret_keys),
        root=found.root,
        directory=found.directory,
        progress=progress,
    )
    return _plan(session.run(found.runner()), session)


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

    session = Session(
        project=project,
        stack=stack,
        config=config or {},
        secret_keys=frozenset(secret_keys),
        root=None,
        directory=Path.cwd(),
        check_names=check_names,
    )
    return _plan(session.run(run), session)


def _plan(registry: Registry, session: Session) -> Plan:
    resources = order.ordered(registry.resources)
    packages = {
        urns.package_of(resource.type) for resource in resources if resource.type.startswith(urns.PROVIDER_PREFIX)
    }
    versions = {package: sdk.plugin(package)[0] for package in sorted(packages - {"pulumi"})}
    root = next((resource for resource in resources if resource.type == urns.STACK_TYPE), None)
    return Plan(
        project=session.project,
        stack=session.stack,
        fidelity=Fidelity.RECORDED,
        resources=resources,
        outputs=root.outputs if root else {},
        versions={
            "evenkeel": sdk.distribution_version("evenkeel"),
            "pulumi": sdk.distribution_version("pulumi"),
            **{package: version for package, version in versions.items() if version},
        },
    )
