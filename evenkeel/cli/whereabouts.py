"""Where a finding is decided: the line of the stack file that describes what the resource belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, cast

from evenkeel.cli.project import Project
from evenkeel.model import Finding, Judgement, Location, Plan, Resource
from evenkeel.spec import SpecError
from evenkeel.spec.reading import PLATFORM_KEY, StackFile, read_stack_file, stack_names

_SECTIONS: Final[Mapping[str, str]] = {
    "InferenceService": "serving",
    "ModelImport": "serving",
    "WorkloadSecrets": "serving",
    "KarpenterNodePool": "nodePools",
    "ManagedNodePool": "nodePools",
    "NvidiaDevicePlugin": "nodePools",
    "NeuronDevicePlugin": "nodePools",
    "FpgaDevicePlugin": "nodePools",
    "EfaDevicePlugin": "nodePools",
    "EfaSecurityGroup": "nodePools",
    "Storage": "storage",
    "Bucket": "storage",
    "LogBucket": "storage",
    "Network": "network",
    "PrivateEndpoints": "network",
    "FlowLog": "network",
    "Cluster": "cluster",
    "ControlPlane": "cluster",
    "Karpenter": "addOns",
    "Keda": "addOns",
    "ExternalSecrets": "addOns",
    "LeaderWorkerSetController": "addOns",
    "LoadBalancerController": "addOns",
    "CustomResourceDefinitions": "addOns",
    "Cache": "cache",
    "CacheUsers": "cache",
    "ApplicationLoadBalancer": "loadBalancer",
    "NetworkLoadBalancer": "loadBalancer",
    "TargetGroupBinding": "loadBalancer",
    "PullThroughCache": "images",
}
"""The section of the stack file that a component stands for."""

_COMPONENT: Final = "evenkeel:index:"
_URN: Final = re.compile(r'"urn":\s*"([^"]+)"')


class Whereabouts(Protocol):
    """A file that findings are shown in."""

    @property
    def fallback(self) -> Location:
        """Where a finding is shown that belongs nowhere in particular."""
        ...

    def located(self, judgement: Judgement, plan: Plan) -> Judgement:
        """Return a judgement whose findings say where they are decided."""
        ...


@dataclass(frozen=True, slots=True)
class _InStackFile:
    file: StackFile
    name: str

    @property
    def fallback(self) -> Location:
        return Location(file=self.name, line=self._line(()))

    def located(self, judgement: Judgement, plan: Plan) -> Judgement:
        by_urn = {resource.urn: resource for resource in plan.resources}
        return replace(judgement, findings=tuple(self._located(finding, by_urn) for finding in judgement.findings))

    def _located(self, finding: Finding, by_urn: Mapping[str, Resource]) -> Finding:
        if finding.location is not None:
            return finding
        return replace(finding, location=Location(file=self.name, line=self._line(self._place(finding.urn, by_urn))))

    def _place(self, urn: str, by_urn: Mapping[str, Resource]) -> tuple[str | int, ...]:
        """Return the keys of the section that the nearest known component above a resource stands for."""
        resource = by_urn.get(urn)
        while resource is not None:
            section = _SECTIONS.get(resource.type.removeprefix(_COMPONENT))
            if section is not None and section in self.file.platform:
                return (section, *_member(self.file.platform[section], resource.name))
            resource = by_urn.get(resource.parent) if resource.parent else None
        return ()

    def _line(self, place: tuple[str | int, ...]) -> int:
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
        return max(self.file.document.line_of(f"config.{PLATFORM_KEY}{path}"), 1)


@dataclass(frozen=True, slots=True)
class _InPlanFile:
    text: Sequence[str]
    name: str

    @property
    def fallback(self) -> Location:
        return Location(file=self.name, line=1)

    def located(self, judgement: Judgement, plan: Plan) -> Judgement:
        del plan
        lines: dict[str, int] = {}
        for number, line in enumerate(self.text, start=1):
            if found := _URN.search(line):
                lines.setdefault(found[1], number)
        return replace(
            judgement,
            findings=tuple(
                finding
                if finding.location is not None
                else replace(finding, location=Location(file=self.name, line=lines.get(finding.urn, 1)))
                for finding in judgement.findings
            ),
        )


def of_stack_file(path: Path, project: Project) -> Whereabouts:
    """Return where in a stack file things are decided; the file has been read before."""
    return in_stack_file(read_stack_file(path), path, project)


def in_stack_file(file: StackFile, path: Path, project: Project) -> Whereabouts:
    """Return where in a stack file things are decided, from what was read of it."""
    return _InStackFile(file, _from_root(path, project))


def of_plan_file(path: Path, project: Project, stack: str) -> Whereabouts:
    """Return where what a plan holds is decided: in its stack's file if the project has it, else in the plan."""
    name = stack.rpartition("/")[2]
    if name in stack_names(project.stacks):  # what a plan says is no path
        try:
            return of_stack_file(project.stack_file(name), project)
        except SpecError:
            pass
    return _InPlanFile(path.read_text(encoding="utf-8").splitlines(), _from_root(path, project))


def _from_root(path: Path, project: Project) -> str:
    """Return a path as a code host knows it: from the project's root."""
    absolute = path.resolve()
    root = project.root.resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()


def _member(section: object, name: str) -> tuple[str | int, ...]:
    """Return the entry of a section that a component's name speaks of, if one does; the longest name wins."""
    if isinstance(section, Mapping):
        keys = [str(key) for key in cast("Mapping[object, object]", section)]
        named = [key for key in keys if name == key or name.endswith(f"-{key}") or f"-{key}-" in name]
        return (max(named, key=len),) if named else ()
    if isinstance(section, Sequence) and not isinstance(section, str):
        entries = cast("Sequence[Mapping[str, object] | str]", section)
        named_entries = [
            (len(str(entry["name"])), index)
            for index, entry in enumerate(entries)
            if isinstance(entry, Mapping) and "name" in entry and f"-{entry['name']}-" in f"-{name}-"
        ]
        return (max(named_entries)[1],) if named_entries else ()
    return ()
