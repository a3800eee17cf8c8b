"""An engine that a load balancer leads to asks for a key."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.exposure import fronted
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:

    bound = {pod.workload.urn for _, pods in fronted(view) for pod in pods}
    for engine in all_engines(view):
        if engine.headless or not (engine.workload.urn in bound or settings.flag("always")):
            continue
        key = engine.variable("VLLM_API_KEY")
        if key is None or key["secretKeyRef"].absent:
            yield (key or engine.container["env"]).fails("holds no VLLM_API_KEY from a secret")


RULE = PlanRule(
    id="platform-engine-key",
    title="Engines behind a load balancer ask for a key",
    why="Anybody who finds the address spends your accelerators.",
    severity=Severity.CRITICAL,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Set serving.apiKey.",
    parameters=(
        Parameter(
            name="always",
            default=False,
            meaning="ask it of engines that only the cluster reaches, too",
            by_environment={"prod": True},
        ),
    ),
    judge=_judge,
)
