"""An object of a custom kind has its definition in the stack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.kubernetes.workloads import kind_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_BUILT_IN: Final = (
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "helm.sh",
    "networking.k8s.io",
    "node.k8s.io",
    "rbac.authorization.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
)


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    there: set[tuple[str, str]] = set()
    for each in view.of_kind("CustomResourceDefinition"):
        spec = properties(each)["spec"]
        there.add((spec["group"].text(), spec.at("names", "kind").text()))
    for resource in view.resources if there else ():
        group = resource.type.removeprefix("kubernetes:").partition("/")[0]
        custom = resource.type.startswith("kubernetes:") and "." in group and group not in _BUILT_IN
        if custom and (group, kind_of(resource)) not in there:
            yield Failure(
                resource, ("kind",), f"is {kind_of(resource)} of {group}, whose definition is not in the stack"
            )


RULE = PlanRule(
    id="platform-definition-exists",
    title="Definitions of custom kinds exist",
    why=(
        "The API server does not know the kind, and the update stops in the middle. Where no definition is in "
        "the stack, somebody else brings them."
    ),
    severity=Severity.HIGH,
    applies_to=("kubernetes:*",),
    enforcement=MANDATORY,
    remedy="Add it to CustomResourceDefinitions.",
    judge=_judge,
)
