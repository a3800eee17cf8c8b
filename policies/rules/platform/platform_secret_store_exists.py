"""An ExternalSecret reads from a store that is there."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.workloads import name_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    there = {(namespace_of(each), name_of(each)) for each in view.of_kind("SecretStore")}
    for secret in view.of_kind("ExternalSecret"):
        store = properties(secret).at("spec", "secretStoreRef")
        local = store["kind"].text("SecretStore") == "SecretStore"
        if local and (namespace_of(secret), store["name"].text()) not in there:
            yield store["name"].fails(f"is {store['name'].text()}, which is not in the stack")


RULE = PlanRule(
    id="platform-secret-store-exists",
    title="Secret stores exist",
    why="The secret never comes, and pods wait for it.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:external-secrets.io/*:ExternalSecret",),
    enforcement=MANDATORY,
    remedy="Correct secretStoreRef.",
    judge=_judge,
)
