"""A pool asks for zones in which there is a subnet."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.pools import ZONE, all_pools
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    zones = {properties(subnet)["availabilityZone"].text() for subnet in view.of_type("aws:ec2/subnet:Subnet")}
    for pool in all_pools(view):
        missing = sorted(pool.values(ZONE) - zones)
        if zones and missing and pool.of_karpenter:
            yield pool.requirements[ZONE]["values"].fails(f"holds {', '.join(missing)}, where there is no subnet")


RULE = PlanRule(
    id="platform-pool-zone-has-subnet",
    title="Pools ask for zones that have subnets",
    why="Karpenter cannot make a node there.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.sh/*:NodePool",),
    enforcement=MANDATORY,
    remedy="Name zones of the target.",
    judge=_judge,
)
