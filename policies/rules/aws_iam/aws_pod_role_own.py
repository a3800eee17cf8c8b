"""Each workload has a role of its own."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import POD_IDENTITY_ASSOCIATION, ROLE
from policies.aws.statements import allowing
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for role in view.of_type(ROLE):
        associations = view.dependents(role, POD_IDENTITY_ASSOCIATION, through="roleArn")
        if len(associations) > 1:
            accounts = ", ".join(sorted(properties(each)["serviceAccount"].text() for each in associations))
            yield Failure(role, (), f"is shared by the service accounts {accounts}")
        if not associations and _for_pods(role):
            yield Failure(role, (), "is for pods, and no service account has it")
    for association in view.of_type(POD_IDENTITY_ASSOCIATION):
        account = properties(association)["serviceAccount"]
        if account.text() in {"", "default"}:
            yield account.fails(f"is {account.text() or 'not set'}: every pod of the namespace would have the role")


def _for_pods(role: Resource) -> bool:
    services = [service for statement in allowing(role) for service in statement.principals("Service")]
    return any(service.text() == "pods.eks.amazonaws.com" for service in services)


RULE = PlanRule(
    id="aws-pod-role-own",
    title="Each workload has a role of its own",
    why="With a shared role the model server can do what the importer can: overwrite the models.",
    severity=Severity.MEDIUM,
    applies_to=(ROLE, POD_IDENTITY_ASSOCIATION),
    enforcement=MANDATORY,
    remedy="Make one PodIdentityRole per service account.",
    judge=_judge,
)
