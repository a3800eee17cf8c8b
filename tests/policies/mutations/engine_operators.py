"""What may be broken about an engine: its command line, its model, what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, cast

from evenkeel.model import Resource, Value
from tests.policies.mutations.editing import Steps, Tree, at, changed, is_list, places
from tests.policies.mutations.kinds import SERVERS, UNPRIVILEGED
from tests.policies.mutations.operator import Operator, drops, edits, sets

_GPU: Final = "nvidia.com/gpu"
_EFA: Final = "vpc.amazonaws.com/efa"
_LABELS: Final = "spec template metadata labels"
_REQUIREMENTS: Final = "spec template spec requirements *"


def _argument(
    name: str, value: str | None, where: Callable[[Resource], bool] | None = None
) -> Callable[[Resource], Resource | None]:
    """Return what gives an engine another value for an argument, or takes it out."""

    def broken(resource: Resource) -> Resource | None:
        if where is not None and not where(resource):
            return None
        for steps in places(resource, "@pod spec containers * args"):
            words = at(resource.inputs, steps)
            if not is_list(words):
                continue
            kept = [
                word
                for word in cast("list[Value]", words)
                if not (isinstance(word, str) and word.split("=")[0] == name)
            ]
            new: list[Value] = kept if value is None else [*kept, f"{name}={value}" if value else name]
            if value is not None and new[-1] in cast("list[Value]", words):
                continue
            return changed(resource, steps, lambda _old, new=new: new)
        return None

    return broken


def _uses(name: str) -> Callable[[Resource], bool]:
    return lambda resource: f"'{name}" in str(dict(resource.inputs))


def _asks(resource: str, count: str) -> Callable[[Resource], Resource | None]:
    """Return what asks for another number of accelerators, as request and limit."""

    def broken(workload: Resource) -> Resource | None:
        found = workload
        for part in ("requests", "limits"):
            for steps in places(workload, f"@pod spec containers * resources {part} {resource}"):
                if at(workload.inputs, steps) is not None:
                    found = changed(found, steps, lambda _old: count)
        return found

    return broken


def _has_accelerators(resource: Resource, steps: Steps) -> bool:
    return _GPU in str(dict(resource.inputs))


def _with_gpu_elsewhere(old: Value) -> Value:
    return {**cast("Mapping[str, Value]", old), "key": "other.example.com/reserved"}


ENGINE_OPERATORS: Final[tuple[Operator, ...]] = (
    # The engine's command
    edits(
        "less-tensor-parallel",
        SERVERS,
        _argument("--tensor-parallel-size", "1", _uses(_GPU)),
        ["platform-parallelism-*", "platform-model-fits"],
    ),
    edits("odd-tensor-parallel", SERVERS, _argument("--tensor-parallel-size", "3"), ["platform-parallelism-*"]),
    edits("more-pipeline-parallel", SERVERS, _argument("--pipeline-parallel-size", "4"), ["platform-parallelism-*"]),
    edits(
        "longest-context",
        SERVERS,
        _argument("--max-model-len", "131072000"),
        ["platform-model-fits", "platform-context-within-model"],
    ),
    edits(
        "little-memory", SERVERS, _argument("--gpu-memory-utilization", "0.05", _uses(_GPU)), ["platform-model-fits"]
    ),
    edits(
        "all-memory",
        SERVERS,
        _argument("--gpu-memory-utilization", "1.0", _uses(_GPU)),
        ["platform-engine-memory-margin"],
    ),
    edits("remote-code", SERVERS, _argument("--trust-remote-code", ""), ["platform-remote-code"]),
    edits(
        "key-as-argument", SERVERS, _argument("--api-key", "sk-in-clear-text"), ["kubernetes-credentials-in-arguments"]
    ),
    edits(
        "revision-is-a-branch",
        SERVERS,
        _argument("--revision", "main", _uses("--revision")),
        ["platform-model-revision"],
    ),
    edits(
        "revision-forgotten", SERVERS, _argument("--revision", None, _uses("--revision")), ["platform-model-revision"]
    ),
    edits(
        "tokenizer-of-a-branch",
        SERVERS,
        _argument("--tokenizer-revision", "main", _uses("--tokenizer-revision")),
        ["platform-model-revision"],
    ),
    edits("longer-streams", SERVERS, _argument("--shutdown-timeout", "7200"), ["platform-grace-covers-stream"]),
    edits("other-port", SERVERS, _argument("--port", "9999"), ["platform-engine-port"]),
    edits("other-group-size", "*:LeaderWorkerSet", _argument("--nnodes", "7"), ["platform-parallelism-*"]),
    sets(
        "larger-model", SERVERS, "@pod metadata annotations evenkeel.dev/model", "DeepSeek-V3", ["platform-model-fits"]
    ),
    sets(
        "more-cache-than-memory",
        SERVERS,
        "@pod spec containers * env * value",
        "4000",
        ["platform-model-fits"],
        where=lambda resource, steps: (
            cast("Tree", at(resource.inputs, steps[:-1])).get("name") == "VLLM_CPU_KVCACHE_SPACE"
        ),
    ),
    sets(
        "import-of-a-branch",
        "*:Job",
        "@pod spec containers * env * value",
        "main",
        ["platform-model-revision"],
        where=lambda resource, steps: cast("Tree", at(resource.inputs, steps[:-1])).get("name") == "MODEL_REVISION",
    ),
    drops(
        "key-forgotten",
        SERVERS,
        "@pod spec containers * env *",
        ["platform-engine-key"],
        where=lambda resource, steps: (
            cast("Tree", at(resource.inputs, steps)).get("name") == "VLLM_API_KEY"
            and "worker" not in str(steps).lower()
        ),
    ),
    sets("group-of-three", "*:LeaderWorkerSet", "spec leaderWorkerTemplate size", 3, ["platform-parallelism-*"]),
    # Pods and pools
    edits("one-accelerator-too-few", SERVERS, _asks(_GPU, "3"), ["platform-parallelism-*"]),
    edits("sixteen-accelerators", SERVERS, _asks(_GPU, "16"), ["platform-pod-fits-pool"]),
    edits("few-fabric-adapters", SERVERS, _asks(_EFA, "1"), ["platform-efa-count"]),
    edits("many-fabric-adapters", SERVERS, _asks(_EFA, "64"), ["platform-efa-count", "platform-pod-fits-pool"]),
    sets(
        "too-many-processors",
        UNPRIVILEGED,
        "@pod spec containers * resources requests cpu",
        "900",
        ["platform-pod-fits-pool"],
    ),
    sets(
        "too-much-memory",
        UNPRIVILEGED,
        "@pod spec containers * resources requests memory",
        "9000Gi",
        ["platform-pod-fits-pool", "kubernetes-memory-limit-is-request"],
    ),
    sets(
        "select-no-pool", UNPRIVILEGED, "@pod spec nodeSelector evenkeel.dev/pool", "nowhere", ["platform-pod-has-pool"]
    ),
    sets(
        "select-another-architecture",
        UNPRIVILEGED,
        "@pod spec nodeSelector kubernetes.io/arch",
        "s390x",
        ["platform-pod-has-pool"],
        where=lambda resource, steps: bool(at(resource.inputs, steps[:-1])),
    ),
    sets(
        "select-another-zone",
        UNPRIVILEGED,
        "@pod spec nodeSelector topology.kubernetes.io/zone",
        "eu-west-9z",
        ["platform-pod-has-pool"],
        where=lambda resource, steps: bool(at(resource.inputs, steps[:-1])),
    ),
    sets(
        "forget-selector", SERVERS, "@pod spec nodeSelector", None, ["platform-pod-has-pool"], where=_has_accelerators
    ),
    sets("forget-tolerations", UNPRIVILEGED, "@pod spec tolerations", None, ["platform-pod-tolerates-pool"]),
    sets(
        "tolerate-something-else",
        UNPRIVILEGED,
        "@pod spec tolerations *",
        _with_gpu_elsewhere,
        ["platform-pod-tolerates-pool"],
        where=lambda resource, steps: bool(cast("Tree", at(resource.inputs, steps)).get("key")),
    ),
    sets(
        "surge-beyond-the-pool",
        "*:Deployment",
        "spec strategy rollingUpdate maxSurge",
        50,
        ["platform-surge-within-pool"],
        where=_has_accelerators,
    ),
    sets(
        "group-surge-beyond-the-pool",
        "*:LeaderWorkerSet",
        "spec rolloutStrategy rollingUpdateConfiguration maxSurge",
        9,
        ["platform-surge-within-pool"],
    ),
    sets("impatient-roll-out", "*:Deployment", "spec progressDeadlineSeconds", 60, ["platform-roll-out-deadline"]),
    sets(
        "many-replicas",
        "*:Deployment",
        "spec replicas",
        400,
        ["platform-replicas-within-pool", "platform-autoscaler-owns-replicas"],
    ),
    sets("no-spread", SERVERS, "@pod spec topologySpreadConstraints", None, ["platform-replicas-spread"]),
)
