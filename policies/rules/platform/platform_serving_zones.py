"""An engine may run in several zones."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.pools import CAPACITY, ZONE, pools_for
from policies.kubernetes.workloads import name_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY_IN_PROD, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        for pool in pools_for(view, engine.pod):
            tied = "evenkeel.dev/efa" in pool.labels or "reserved" in pool.values(CAPACITY)
            if pool.of_karpenter and not tied and len(pool.values(ZONE)) == 1:
                yield pool.requirements[ZONE]["values"].fails(f"is one zone, and {name_of(engine.workload)} runs there")


RULE = PlanRule(
    id="platform-serving-zones",
    title="Serving survives the loss of a zone",
    why=(
        "When the zone fails, so does the service. Nodes joined by EFA, and reserved ones, are in one zone by "
        "their nature."
    ),
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY_IN_PROD,
    remedy="Give the pool several zones.",
    judge=_judge,
)
