"""A new version takes away and adds no more pods than declared, and a broken one goes no further."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, cast

from tests.cluster.deployment import Deployed
from tests.cluster.history import history
from tests.cluster.pods import RELEASE, ROLE, Pod, settled
from tests.cluster.serving import Entry, at_most
from tests.cluster.waiting import eventually

# Enough to tell one at a time from all at once; each takes as long as the declared minReadySeconds.
_REPLICAS = 2
NEVER_READY = {"evenkeel.dev/never-ready": "true"}


def test_a_roll_out_keeps_to_its_strategy(deployed: Deployed) -> None:
    with at_most(deployed, _REPLICAS) as found:
        for entry in found:
            replicas, (unavailable, surge) = entry.replicas(), entry.strategy
            old = {pod.name: pod.document["metadata"]["uid"] for pod in entry.pods()}
            with history(entry.api, entry.namespace, _serving_pods(entry)) as seen:
                entry.api.apply(_with_image(entry, "rolled-out"))
                _await_version(entry, "rolled-out")
            assert seen.least_ready >= replicas - unavailable, entry.name
            assert seen.most <= replicas + surge, entry.name
            new = {pod.document["metadata"]["uid"] for pod in entry.pods()}
            assert new.isdisjoint(old.values())
            _roll_back(entry)


def test_a_version_that_never_gets_ready_leaves_the_old_one_serving(deployed: Deployed) -> None:
    with at_most(deployed, _REPLICAS) as found:
        for entry in found:
            replicas, (unavailable, surge) = entry.replicas(), entry.strategy
            with history(entry.api, entry.namespace, _serving_pods(entry)) as seen:
                entry.api.apply(_with_annotations(entry, NEVER_READY))
                _await_broken(entry, max(1, surge))
            assert seen.least_ready >= replicas - unavailable, entry.name
            assert sum(pod.ready for pod in _ours(entry)) == replicas - unavailable
            _roll_back(entry)


def _roll_back(entry: Entry) -> None:
    hasty = cast("dict[str, Any]", copy.deepcopy(entry.workload))
    hasty["spec"].pop("minReadySeconds", None)
    for workload in (hasty, entry.workload):
        entry.api.apply(workload)
        settled(entry.api)


def _serving_pods(entry: Entry) -> Callable[[Pod], bool]:
    """Count one pod for each replica: of a group its leader, which answers."""

    def counts(pod: Pod) -> bool:
        return pod.labels.get(RELEASE) == entry.name and pod.labels[ROLE] != "worker"

    return counts


def _ours(entry: Entry) -> list[Pod]:
    return [pod for pod in entry.pods() if pod.labels[ROLE] != "worker" and not pod.ends]


def _broken(entry: Entry) -> int:
    annotations = [pod.document["metadata"].get("annotations", {}) for pod in _ours(entry)]
    return sum(NEVER_READY.items() <= each.items() for each in annotations)


def _await_broken(entry: Entry, count: int) -> None:
    eventually(lambda: _broken(entry) >= count, f"a broken pod of {entry.name}")


def _await_version(entry: Entry, tag: str) -> None:
    def done() -> bool:
        found = entry.pods()
        wanted = entry.replicas() * entry.wanted.nodes_per_replica
        return len(found) == wanted and all(pod.ready and _image(pod.document).endswith(tag) for pod in found)

    eventually(done, f"version {tag} of {entry.name}", seconds=60)


def _image(pod: Any) -> str:
    return str(pod["spec"]["containers"][0]["image"])


def _templates(workload: dict[str, Any]) -> list[dict[str, Any]]:
    spec = workload["spec"]
    if "leaderWorkerTemplate" in spec:
        return [spec["leaderWorkerTemplate"]["leaderTemplate"], spec["leaderWorkerTemplate"]["workerTemplate"]]
    return [spec["template"]]


def _with_image(entry: Entry, tag: str) -> dict[str, Any]:
    workload = cast("dict[str, Any]", copy.deepcopy(entry.workload))
    for template in _templates(workload):
        template["spec"]["containers"][0]["image"] = f"example.com/engine:{tag}"
    return workload


def _with_annotations(entry: Entry, annotations: dict[str, str]) -> dict[str, Any]:
    workload = cast("dict[str, Any]", copy.deepcopy(entry.workload))
    for template in _templates(workload):
        metadata = template["metadata"]
        metadata["annotations"] = {**(metadata.get("annotations") or {}), **annotations}
    return workload
