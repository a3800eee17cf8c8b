"""Pods of a workload: what they ask for, and on which nodes they may run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.model import Resource, Value
from evenkeel.report.architecture.inputs import Inputs, counted, mapping, mappings, word, words
from evenkeel.report.kinds import key
from evenkeel.report.values import lookup

WORKLOADS: Final[Mapping[str, str]] = {
    "kubernetes:apps:Deployment": "spec.template",
    "kubernetes:apps:StatefulSet": "spec.template",
    "kubernetes:leaderworkerset.x-k8s.io:LeaderWorkerSet": "spec.leaderWorkerTemplate.workerTemplate",
    "kubernetes:batch:Job": "spec.template",
}
"""Where each kind of workload keeps the template of its pods."""

_EVERYWHERE: Final = frozenset({"kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os"})
_ORDINARY: Final = frozenset({"cpu", "memory", "ephemeral-storage"})
_ACCELERATORS: Final[Mapping[str, str]] = {"gpu": "GPU", "neuron": "Neuron device", "neuroncore": "Neuron core"}


def template(resource: Resource, inputs: Inputs) -> Mapping[str, Value]:
    """Return the template of a workload's pods, redacted; empty if it has none."""
    path = WORKLOADS.get(key(resource.type))
    return mapping(inputs.at(resource, path)) if path else {}


def node_selector(resource: Resource, inputs: Inputs) -> dict[str, frozenset[str]]:
    """Return which values of which node labels its pods ask for; empty where any node will do."""
    spec = mapping(template(resource, inputs).get("spec"))
    plain = mapping(spec.get("nodeSelector"))
    wanted = {name: frozenset({found}) for name, value in plain.items() if (found := word(value))}
    required = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
    terms = mappings(lookup(spec, required))
    if len(terms) == 1:  # several are alternatives: none of them need hold
        for rule in mappings(terms[0].get("matchExpressions")):
            if rule.get("operator") == "In":
                wanted[word(rule.get("key"))] = frozenset(words(rule.get("values")))
    return {name: values for name, values in wanted.items() if name not in _EVERYWHERE}


def model(resource: Resource, inputs: Inputs) -> str:
    """Return the model that a workload's pods name in an annotation or a label that ends in `/model`."""
    pods = [template(resource, inputs)]
    pods.append(mapping(inputs.at(resource, "spec.leaderWorkerTemplate.leaderTemplate")))
    for each in pods:
        metadata = mapping(each.get("metadata"))
        for group in ("annotations", "labels"):
            for name, value in mapping(metadata.get(group)).items():
                if name.endswith("/model") and word(value):
                    return word(value)
    return ""


def accelerators(resource: Resource, inputs: Inputs) -> str:
    """Return the accelerators of one pod: `4 GPUs`; empty if it has none."""
    found: list[str] = []
    for container in mappings(lookup(template(resource, inputs), "spec.containers")):
        for name, amount in mapping(lookup(container, "resources.limits")).items():
            short = name.rpartition("/")[2]
            if name not in _ORDINARY and "/" in name and (count := word(amount)).isdecimal():
                found.append(counted_accelerators(short, int(count)))
    return ", ".join(found[:2])


def counted_accelerators(name: str, count: int) -> str:
    """Return a number of accelerators in words; `name` as Kubernetes calls the resource, without its domain."""
    if name == "efa":
        return f"{count} EFA"
    noun = _ACCELERATORS.get(name, name)
    return counted(count, noun) if name in _ACCELERATORS else f"{count} {noun}"


def fits(wanted: Mapping[str, frozenset[str]], labels: Mapping[str, str]) -> bool:
    """Tell whether nodes with these labels are the ones that pods ask for."""
    return bool(wanted) and all(labels.get(name) in values for name, values in wanted.items())


def arguments(resource: Resource, inputs: Inputs) -> list[str]:
    """Return the known arguments of a workload's first container."""
    containers = mappings(lookup(template(resource, inputs), "spec.containers"))
    return words(containers[0].get("args")) if containers else []


def environment(resource: Resource, inputs: Inputs) -> dict[str, str]:
    """Return the known environment variables of a workload's containers, redacted."""
    found: dict[str, str] = {}
    for container in mappings(lookup(template(resource, inputs), "spec.containers")):
        for entry in mappings(container.get("env")):
            found[word(entry.get("name"))] = word(entry.get("value"))
    return found
