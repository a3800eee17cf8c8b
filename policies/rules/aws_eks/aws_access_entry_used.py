"""An access entry for people gives them something."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import ACCESS_ENTRY, ACCESS_POLICY_ASSOCIATION
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    principals = [properties(each)["principalArn"] for each in view.of_type(ACCESS_POLICY_ASSOCIATION)]
    associated = {principal.text() for principal in principals if principal.known}
    for entry in view.of_type(ACCESS_ENTRY):
        inputs = properties(entry)
        if inputs["type"].text("STANDARD") != "STANDARD" or not is_empty(inputs["kubernetesGroups"]):
            continue
        if inputs["principalArn"].known and inputs["principalArn"].text() not in associated:
            yield Failure(entry, (), "has neither an access policy nor a group, so that its principal may do nothing")


RULE = PlanRule(
    id="aws-access-entry-used",
    title="An access entry for people gives them something",
    why="Whoever created the cluster does not stay its administrator: without a policy here nobody is.",
    severity=Severity.MEDIUM,
    applies_to=(ACCESS_ENTRY,),
    enforcement=MANDATORY,
    remedy="Associate an access policy with the entry.",
    judge=_judge,
)
