"""An engine runs a process for each accelerator that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.memory import cores_of
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        if engine.devices is None:
            stages = int(engine.number("--pipeline-parallel-size", 1))
            if stages > engine.nodes:
                message = f"makes {stages} stages on {engine.nodes} nodes without accelerators"
                yield engine.place("--pipeline-parallel-size").fails(message)
            continue
        resource, count = engine.devices
        asked = count * engine.nodes * cores_of(view, engine, resource)
        if engine.ranks != asked:
            yield engine.container["args"].fails(f"makes {engine.ranks} processes for {asked} devices ({resource})")


RULE = PlanRule(
    id="platform-parallelism-matches-devices",
    title="Parallelism matches the accelerators asked for",
    why="Fewer processes leave accelerators idle; more do not start.",
    severity=Severity.HIGH,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Let tensorParallel times pipelineParallel be the accelerators of all nodes of a replica.",
    judge=_judge,
)
