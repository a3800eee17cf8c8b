"""An engine is let in by somebody beside its own pods."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.engines import all_engines
from policies.kubernetes.isolation import directions, peers, policies_for
from policies.kubernetes.workloads import SERVERS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    for engine in all_engines(view):
        closing = [policy for policy in policies_for(view, engine.pod) if "Ingress" in directions(policy)]
        if engine.headless or not closing:
            continue
        ports = [engine.port, *(port["name"].text() for port in engine.container["ports"].each())]
        open_ = any(
            not rule["ports"].each()
            or {each["port"].text() for each in rule["ports"].each()} & {str(port) for port in ports}
            for policy in closing
            for rule, sources in peers(policy, "ingress")
            if any(source["namespaceSelector"].given or source["ipBlock"].given for source in sources)
        )
        if not open_:
            yield engine.pod.template.fails(f"is let in by nobody on the port {engine.port}")


RULE = PlanRule(
    id="platform-engine-has-clients",
    title="Engines can be reached by their clients",
    why="It runs, is paid for, and answers to nobody.",
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Name clients in serving.allowedFrom.",
    judge=_judge,
)
