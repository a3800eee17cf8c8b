"""What is said of controllers, operations and everything that has no part of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.inputs import counted
from evenkeel.report.architecture.membership import Member, counts
from evenkeel.report.kinds import label

_MOST_KINDS: Final = 5
_WORDS: Final[Mapping[str, str]] = {
    "Karpenter": "Karpenter",
    "Keda": "KEDA",
    "LeaderWorkerSetController": "LeaderWorkerSet",
    "LoadBalancerController": "Load balancers",
    "ExternalSecrets": "External Secrets",
    "NvidiaDevicePlugin": "NVIDIA devices",
    "NeuronDevicePlugin": "Neuron devices",
    "EfaDevicePlugin": "EFA devices",
    "FpgaDevicePlugin": "FPGA devices",
}
RELEASE: Final = "kubernetes:helm.sh:Release"


def controller(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a controller or an agent on the nodes."""
    component = member.first.type.rpartition(":")[2]
    versions = [context.inputs.word(each, "version") for each in member.typed(RELEASE)]
    title = _WORDS.get(component) or context.plain_name(member)
    on_nodes = "on each node" if member.typed("kubernetes:apps:DaemonSet") else ""
    release = [f"chart {found}" for found in versions if found]
    return title, [*release[:1], on_nodes]


def add_ons(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of EKS's own add-ons."""
    names = [context.inputs.word(each, "addonName") for each in member.typed("aws:eks/addon:Addon")]
    return "EKS add-ons", [", ".join(sorted(filter(None, names)))]


def definitions(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of definitions of custom resources."""
    found = [each for each in member.resources if each.custom]
    groups = {context.inputs.word(each, "spec.group") for each in found} - {""}
    return "Definitions", [counted(len(found), "custom resource"), f"of {len(groups)} APIs" if groups else ""]


def namespace(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a namespace."""
    own = member.typed("kubernetes:core:Namespace")
    closed = bool(member.typed("kubernetes:networking.k8s.io:NetworkPolicy"))
    title = context.inputs.name(own[0]) if own else context.plain_name(member)
    return f"Namespace {title}", ["network closed by default" if closed else ""]


def volumes(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of storage classes."""
    classes = member.typed("kubernetes:storage.k8s.io:StorageClass")
    return "Volumes", [", ".join(f"class {context.inputs.name(each)}" for each in classes[:3])]


def kinds(title: str, member: Member) -> tuple[str, list[str]]:
    """Return a title, and how many resources of which kinds there are."""
    found = Counter(label(each.type) for each in member.resources if counts(each))
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"{count} {name}" for name, count in ordered[:_MOST_KINDS]]
    rest = sum(count for _, count in ordered[_MOST_KINDS:])
    return title, [*lines, f"and {rest} more" if rest else ""]


def backups(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of backups."""
    schedules = [found for each in member.resources for found in context.inputs.words(each, "rules[].schedule")]
    title, lines = kinds("Backups", member)
    return title, [*(f"at {found}" for found in schedules[:2]), *lines]


def alarms(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of alarms and dashboards."""
    del context
    return kinds("Monitoring", member)


def other(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of what has no part of its own."""
    del context
    count = sum(counts(each) for each in member.resources)
    return kinds(f"Other: {counted(count, 'resource')}", member)
