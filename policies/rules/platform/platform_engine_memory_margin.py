"""An engine leaves some memory of its accelerators free."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.engines import engines_in
from policies.kubernetes.workloads import SERVERS
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for engine in engines_in(resource):
        share = engine.number("--gpu-memory-utilization", 0)
        if share > settings.number("most"):
            message = f"takes {share:g} of the memory, more than {settings.number('most'):g}"
            yield engine.place("--gpu-memory-utilization").fails(message)


RULE = ResourceRule(
    id="platform-engine-memory-margin",
    title="Engines leave some accelerator memory free",
    why=(
        "Buffers of the driver and of communication lie outside what the engine counts; without room it fails "
        "under load, not at the start."
    ),
    severity=Severity.MEDIUM,
    applies_to=SERVERS,
    enforcement=MANDATORY,
    remedy="Lower engine.gpuMemoryUtilization.",
    parameters=(Parameter(name="most", default=0.95, meaning="largest share that engines may take", maximum=1.0),),
    judge=_judge,
)
