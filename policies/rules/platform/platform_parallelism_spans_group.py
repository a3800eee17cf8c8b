"""An engine over several nodes has as many nodes as its group."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        said = engine.value("--nnodes")
        if said and said != "$(LWS_GROUP_SIZE)" and int(engine.number("--nnodes", 1)) != engine.nodes:
            yield engine.place("--nnodes").fails(f"is {said}, and the group has {engine.nodes} pods")
        if engine.ranks % engine.nodes:
            yield engine.container["args"].fails(f"spreads {engine.ranks} processes over {engine.nodes} nodes")


RULE = PlanRule(
    id="platform-parallelism-spans-group",
    title="Engines span the whole of their group",
    why="The leader waits for ranks that never come, or a node is idle.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Let nodesPerReplica decide both.",
    judge=_judge,
)
