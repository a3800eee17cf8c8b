"""A key lets in the services that encrypt with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.aws.kinds import KEY, LAUNCH_TEMPLATE, LOG_GROUP
from policies.aws.statements import Statement, allowing
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_AUTO_SCALING: Final = "AWSServiceRoleForAutoScaling"


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for key in view.of_type(KEY):
        allowed = list(allowing(key))
        if view.dependents(key, LOG_GROUP, through="kmsKeyId") and not any(map(_by_logs, allowed)):
            yield Failure(key, ("policy",), "does not let CloudWatch Logs in, whose groups it encrypts")
        if view.dependents(key, LAUNCH_TEMPLATE) and not any(map(_by_auto_scaling, allowed)):
            yield Failure(key, ("policy",), "does not let auto-scaling in, whose nodes have volumes under it")


def _by_logs(statement: Statement) -> bool:
    return any(each.known and each.text().startswith("logs.") for each in statement.principals("Service"))


def _by_auto_scaling(statement: Statement) -> bool:
    return any(each.known and _AUTO_SCALING in each.text() for each in statement.principals("AWS"))


RULE = PlanRule(
    id="aws-key-serves",
    title="A key lets in the services that encrypt with it",
    why="The log group is refused, and nodes of managed groups end while they start, and no message says why.",
    severity=Severity.HIGH,
    applies_to=(KEY,),
    enforcement=MANDATORY,
    remedy="Name the service in the key's policy; the component EncryptionKey has the statements.",
    judge=_judge,
)
