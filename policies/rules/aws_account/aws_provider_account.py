"""The provider acts in one account only."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    accounts = properties(resource)["allowedAccountIds"].document()
    if len(accounts.each()) != 1:
        yield accounts.fails("does not name exactly one account")


RULE = ResourceRule(
    id="aws-provider-account",
    title="The provider acts in one account only",
    why="With the credentials of another account in the shell the stack would be built there, beside somebody else's.",
    severity=Severity.HIGH,
    applies_to=("pulumi:providers:aws",),
    enforcement=MANDATORY,
    remedy="Set target.accountId in the stack file.",
    judge=_judge,
)
