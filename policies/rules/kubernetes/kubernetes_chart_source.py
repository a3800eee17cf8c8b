"""A chart comes from a place that somebody chose, over TLS."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    root = properties(resource)
    repository, chart = root.at("repositoryOpts", "repo"), root["chart"]
    decides = repository if repository.given else chart
    address = decides.text()
    remote = repository.given or "://" in address
    if remote and not any(address.startswith(start) for start in settings.texts("repositories")):
        yield decides.fails(f"is {address}, which is no trusted repository")


RULE = ResourceRule(
    id="kubernetes-chart-source",
    title="Charts come from trusted repositories",
    why="A chart runs with the rights of whoever installs it.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:helm.sh/*:Release",),
    enforcement=MANDATORY,
    remedy="Use a listed repository, or list yours.",
    parameters=(
        Parameter(
            name="repositories",
            default=(
                "https://aws.github.io/",
                "https://charts.external-secrets.io",
                "https://kedacore.github.io/",
                "oci://public.ecr.aws/",
                "oci://registry.k8s.io/",
            ),
            meaning="how the addresses of trusted repositories start",
        ),
    ),
    judge=_judge,
)
