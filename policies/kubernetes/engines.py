"""Inference engines: what the command line of vLLM says, and which model it serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evenkeel.catalogue import CatalogueModel, model, models
from evenkeel.model import Resource
from policies.kubernetes.pools import DEVICES, request_of
from policies.kubernetes.quantities import quantity
from policies.kubernetes.scaling import pods_per_replica
from policies.kubernetes.workloads import Pod, all_pods, pods_of
from policies.plan_view import PlanView
from policies.properties import Property

MODEL: Final = "evenkeel.dev/model"
"""Annotation of a pod that names the model it serves, where its address does not."""
_DEFAULT_PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class Engine:
    """A container that runs `vllm serve`.

    Attributes:
        pod: the pod it is in.
        container: the container.
        options: value by option (`--port`); of a bare option, the option itself.
        source: where the model comes from, the first argument.
    """

    pod: Pod
    container: Property
    options: Mapping[str, Property]
    source: Property

    @property
    def workload(self) -> Resource:
        """What makes its pods."""
        return self.pod.workload

    @property
    def headless(self) -> bool:
        """Whether it only computes, and answers to its leader alone."""
        return "--headless" in self.options

    @property
    def port(self) -> int:
        """The port on which it answers."""
        return int(self.value("--port") or _DEFAULT_PORT)

    def value(self, option: str) -> str:
        """Return the value of an option, empty when it is not given."""
        found = self.options.get(option)
        if found is None:
            return ""
        word = found.text()
        return word.partition("=")[2] if word.startswith(f"{option}=") else "" if word == option else word

    def number(self, option: str, default: float) -> float:
        """Return the value of an option as a number; the default when it is not given or none."""
        try:
            return float(self.value(option) or default)
        except ValueError:
            return default

    def place(self, option: str) -> Property:
        """Return the argument that gives an option, else all arguments."""
        return self.options.get(option, self.container["args"])

    @property
    def nodes(self) -> int:
        """Pods over which a replica spans."""
        return pods_per_replica(self.workload)

    @property
    def ranks(self) -> int:
        """Processes of a replica that have a device each."""
        parts = ("--tensor-parallel-size", "--pipeline-parallel-size", "--data-parallel-size")
        product = 1
        for part in parts:
            product *= int(self.number(part, 1))
        return product

    @property
    def devices(self) -> tuple[str, int] | None:
        """The resource that it asks for and how many, None when it computes on processors."""
        for resource in DEVICES:
            asked = request_of(self.container, resource)
            if asked.given and quantity(asked):
                return resource, int(quantity(asked))
        return None

    def variable(self, name: str) -> Property | None:
        """Return the value of an environment variable."""
        for variable in self.container["env"].each():
            if variable["name"].text() == name:
                return variable["value"] if variable["value"].given else variable["valueFrom"]
        return None

    def served(self) -> CatalogueModel | None:
        """Return the model that it serves, None when the catalogue does not know it.

        Raises:
            UndecidedError: when the model's address is unknown and no annotation names it.
        """
        named = self.pod.template.at("metadata", "annotations", MODEL)
        if named.given:
            return model(named.text())
        address = self.source.text()
        return next((each for each in models().values() if each.hub_id and each.hub_id in address), None)


def engines_of(pod: Pod) -> list[Engine]:
    """Return the engines of a pod."""
    found: list[Engine] = []
    for container in pod.containers():
        words = [*container["command"].each(), *container["args"].each()]
        said = [word.text() if word.known else "" for word in words]
        if said[:2] == ["vllm", "serve"]:
            source = next(
                (word for word, text in zip(words[2:], said[2:], strict=True) if not text.startswith("--")), None
            )
            found.append(Engine(pod, container, _options(words[2:]), source or container["args"]))
    return found


def all_engines(view: PlanView) -> list[Engine]:
    """Return the engines of a plan."""
    return view.derived(_all_engines)


def engines_in(resource: Resource) -> list[Engine]:
    """Return the engines of a workload."""
    return [engine for pod in pods_of(resource) for engine in engines_of(pod)]


def _all_engines(view: PlanView) -> list[Engine]:
    return [engine for pod in all_pods(view) for engine in engines_of(pod)]


def _options(words: list[Property]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for word, following in zip(words, [*words[1:], None], strict=True):
        text = word.text() if word.known else ""
        if not text.startswith("--"):
            continue
        name, assigned, _ = text.partition("=")
        bare = not assigned and following is not None and following.known and not following.text().startswith("-")
        found[name] = following if bare and following is not None else word
    return found
