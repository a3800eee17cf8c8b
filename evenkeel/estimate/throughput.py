"""What a replica of a workload serves, if somebody measured or stated it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evenkeel.catalogue import ServingThroughput, instance_type, models, serving_throughputs
from evenkeel.estimate.bands import plain
from evenkeel.estimate.pools import find_pool
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import Workload


@dataclass(frozen=True, slots=True)
class Throughput:
    """Output tokens per second of one replica.

    Attributes:
        tokens_per_second: the figure; None when unknown.
        basis: where it is from, or what is missing.
    """

    tokens_per_second: Decimal | None
    basis: str


def throughput_of(workload: Workload, situation: Situation) -> Throughput:
    """Return the throughput of a replica: the stated one, or the measurement of this very set-up."""
    stated = situation.settings.tokens_per_second.get(workload.name)
    if stated is not None:
        words = f"a replica of {workload.name} serves {plain(stated)} output tokens per second"
        situation.assume(f"tokensPerSecond {workload.name}", words, "", stated=True)
        return Throughput(stated, "stated")
    if not workload.model:
        return Throughput(None, "the plan does not say which model it serves")
    accelerator = _accelerator(workload, situation)
    count = workload.accelerators * workload.pods
    precision = _precision(workload)
    same_model = [each for each in serving_throughputs() if each.model == workload.model]
    fitting = [
        each
        for each in same_model
        if each.accelerator == accelerator and each.accelerators == count and each.precision == precision
    ]
    if fitting:
        best = max(fitting, key=lambda each: (each.provenance.as_of, -each.tokens_per_second))
        return Throughput(best.tokens_per_second, _words(best))
    hardware = f"{count} x {accelerator}" if accelerator else "processors"
    missing = f"no measurement of {workload.model} in {precision or 'its format'} on {hardware}"
    if same_model:
        nearest = max(same_model, key=lambda each: (each.accelerator == accelerator, each.precision == precision))
        missing += f"; nearest: {nearest.tokens_per_second} tokens/s on {_words(nearest)}"
    return Throughput(None, missing)


def _precision(workload: Workload) -> str:
    """Return the number format of the weights: the stored one where it is not that of computing."""
    stored = next((each.quantization for each in models().values() if each.hub_id == workload.model), "none")
    return workload.precision if stored == "none" else stored


def _accelerator(workload: Workload, situation: Situation) -> str:
    pool = find_pool(situation.view, workload.pool)
    for name in pool.types if pool else ():
        known = instance_type(name)
        if known is not None and known.accelerators is not None and workload.accelerators:
            return known.accelerators.name
    return ""


def _words(record: ServingThroughput) -> str:
    return (
        f"{record.accelerators} x {record.accelerator}, {record.precision}: {record.condition} "
        f"({record.provenance.as_of}; {record.provenance.confidence}; {record.provenance.source})"
    )
