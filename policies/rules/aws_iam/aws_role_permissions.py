"""Every role may do something, and says where that stands."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT
from policies.aws.statements import IDENTITY_POLICIES, allowing, document_of, statements
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for role in view.of_type(ROLE):
        inputs = properties(role)
        held = not is_empty(inputs["managedPolicyArns"]) or not is_empty(inputs["inlinePolicies"])
        if not held and not view.dependents(role, ROLE_POLICY, ROLE_POLICY_ATTACHMENT, through="role"):
            yield Failure(role, (), "has no policy, so that whoever assumes it may do nothing")
        if not list(allowing(role)):
            yield inputs["assumeRolePolicy"].fails("lets nobody assume the role")
    for policy in view.of_type(*IDENTITY_POLICIES):
        if not list(statements(document_of(policy))):
            yield properties(policy)["policy"].fails("says nothing")


RULE = PlanRule(
    id="aws-role-permissions",
    title="Every role may be assumed, and may do something",
    why="A role that lost its policy is found when the first pod cannot load its model.",
    severity=Severity.MEDIUM,
    applies_to=(ROLE, *IDENTITY_POLICIES),
    enforcement=MANDATORY,
    remedy="Attach the policy, or remove the role.",
    judge=_judge,
)
