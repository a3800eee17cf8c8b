"""An engine does not depend on spot instances alone."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.pools import CAPACITY, pools_for
from policies.kubernetes.workloads import name_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY_BEFORE_PROD, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        for pool in pools_for(view, engine.pod):
            if pool.of_karpenter and pool.values(CAPACITY) == frozenset({"spot"}):
                yield pool.requirements[CAPACITY]["values"].fails(
                    f"is spot only, and {name_of(engine.workload)} runs there"
                )


RULE = PlanRule(
    id="platform-serving-not-spot-only",
    title="Serving does not depend on spot alone",
    why="When spot is short, all its nodes go within two minutes, and none comes back.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Add onDemand to capacity.",
    judge=_judge,
)
