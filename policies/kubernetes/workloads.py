"""Pods and their containers, wherever a workload keeps its pod template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from evenkeel.model import Resource
from policies.plan_view import PlanView
from policies.properties import Property, properties
from policies.settings import Settings

_TEMPLATES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "Pod": ((),),
    "Deployment": (("spec", "template"),),
    "StatefulSet": (("spec", "template"),),
    "DaemonSet": (("spec", "template"),),
    "ReplicaSet": (("spec", "template"),),
    "Job": (("spec", "template"),),
    "CronJob": (("spec", "jobTemplate", "spec", "template"),),
    "LeaderWorkerSet": (
        ("spec", "leaderWorkerTemplate", "leaderTemplate"),
        ("spec", "leaderWorkerTemplate", "workerTemplate"),
    ),
}
SERVERS: Final = (
    "kubernetes:apps/*:Deployment",
    "kubernetes:apps/*:StatefulSet",
    "kubernetes:leaderworkerset.x-k8s.io/*:LeaderWorkerSet",
)
"""Workloads that run until they are stopped, and answer."""
JOBS: Final = ("kubernetes:batch/*:Job", "kubernetes:batch/*:CronJob", "kubernetes:jobset.x-k8s.io/*:JobSet")
"""Workloads that end."""
WORKLOADS: Final = (
    *SERVERS,
    *JOBS,
    "kubernetes:apps/*:DaemonSet",
    "kubernetes:apps/*:ReplicaSet",
    "kubernetes:core/*:Pod",
)
"""Whatever makes pods."""


@dataclass(frozen=True, slots=True)
class Pod:
    """One kind of pod of a workload.

    Attributes:
        workload: what makes it.
        template: its metadata and spec.
        namespace: where it runs.
    """

    workload: Resource
    template: Property
    namespace: str

    @property
    def spec(self) -> Property:
        """What it runs."""
        return self.template["spec"]

    @property
    def labels(self) -> Mapping[str, str]:
        """Its labels; empty where they are unknown."""
        labels = self.template.at("metadata", "labels")
        return {key: value.text() for key, value in labels.entries().items() if value.known} if labels.known else {}

    def containers(self) -> list[Property]:
        """Return its main containers."""
        return self.spec["containers"].each()

    def all_containers(self) -> list[Property]:
        """Return all its containers, init containers first."""
        return [*self.spec["initContainers"].each(), *self.containers()]


def kind_of(resource: Resource) -> str:
    """Return the kind of a Kubernetes object."""
    return resource.type.rpartition(":")[2]


def name_of(resource: Resource) -> str:
    """Return the name of a Kubernetes object."""
    return properties(resource).at("metadata", "name").text()


def namespace_of(resource: Resource) -> str:
    """Return the namespace of a Kubernetes object, `default` when it says none."""
    return properties(resource).at("metadata", "namespace").text("default")


def pods_of(resource: Resource) -> list[Pod]:
    """Return the kinds of pods that a workload makes, the leader of a group first."""
    root = properties(resource)
    paths = _TEMPLATES.get(kind_of(resource), ())
    found: list[Pod] = []
    if kind_of(resource) == "JobSet":
        jobs = root.at("spec", "replicatedJobs").each()
        found = [Pod(resource, job.at("template", "spec", "template"), namespace_of(resource)) for job in jobs]
    for path in paths:
        template = root.at(*path)
        if template.given:
            found.append(Pod(resource, template, namespace_of(resource)))
    return found


def containers_of(resource: Resource) -> Iterator[Property]:
    """Return all containers of a workload."""
    for pod in pods_of(resource):
        yield from pod.all_containers()


def _all_pods(view: PlanView) -> list[Pod]:
    return [pod for resource in view.of_kind(*_TEMPLATES, "JobSet") for pod in pods_of(resource)]


def all_pods(view: PlanView) -> list[Pod]:
    """Return the kinds of pods of all workloads of a plan."""
    return view.derived(_all_pods)


def is_named(resource: Resource, settings: Settings, parameter: str) -> bool:
    """Return whether a parameter lists `namespace/name` of a workload."""
    return f"{namespace_of(resource)}/{name_of(resource)}" in settings.texts(parameter)
