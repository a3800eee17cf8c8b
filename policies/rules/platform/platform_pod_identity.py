"""A role of pods is given to a service account that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.kubernetes.workloads import name_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import Property, properties
from policies.rule import MANDATORY, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_ASSOCIATION: Final = "aws:eks/podIdentityAssociation:PodIdentityAssociation"
_PODS: Final = "pods.eks.amazonaws.com"


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:

    accounts = {f"{namespace_of(each)}/{name_of(each)}" for each in view.of_kind("ServiceAccount")}
    for release in view.of_kind("Release"):
        root = properties(release)
        accounts.add(
            f"{root['namespace'].text()}/{root.at('values', 'serviceAccount', 'name').text(root['name'].text())}"
        )
    known = accounts | set(settings.texts("accounts"))
    for association in view.of_type(_ASSOCIATION):
        root = properties(association)
        name = f"{root['namespace'].text()}/{root['serviceAccount'].text()}"
        if accounts and name not in known:
            yield root["serviceAccount"].fails(
                f"is {root['serviceAccount'].text()}, which is not in {root['namespace'].text()}"
            )
    for role in view.of_type("aws:iam/role:Role"):
        trusted = properties(role)["assumeRolePolicy"]
        if _PODS in _services(trusted) and not view.dependents(role, _ASSOCIATION, through="roleArn"):
            yield Failure(role, (), "is for pods, and no association gives it to a service account")


def _services(policy: Property) -> set[str]:
    statements = policy.document()["Statement"].each()
    return {text for each in statements for text in each.at("Principal", "Service").texts()}


RULE = PlanRule(
    id="platform-pod-identity",
    title="Roles of pods are given to service accounts that exist",
    why="The pods start without credentials, and fail at their first request to AWS.",
    severity=Severity.HIGH,
    applies_to=("aws:eks/podIdentityAssociation:PodIdentityAssociation", "aws:iam/role:Role"),
    enforcement=MANDATORY,
    remedy="Make both by PodIdentityRole.",
    parameters=(
        Parameter(
            name="accounts",
            default=(
                "kube-system/aws-node",
                "kube-system/ebs-csi-controller-sa",
                "amazon-cloudwatch/cloudwatch-agent",
            ),
            meaning="accounts that add-ons of EKS bring, as namespace/name",
        ),
    ),
    judge=_judge,
)
