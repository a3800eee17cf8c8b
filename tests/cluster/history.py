"""How many pods were ready at each moment of a time span."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.cluster.api import Api
from tests.cluster.pods import Pod


@dataclass
class History:
    """The extremes of a time span, counted after every single change of a pod.

    Attributes:
        least_ready: fewest pods that were ready.
        most: most pods that were there and not about to go.
        names: names of all pods that were ever there.
    """

    least_ready: int
    most: int
    names: set[str]


@contextmanager
def history(api: Api, namespace: str, counts: Callable[[Pod], bool]) -> Generator[History]:
    """Follow the pods of a namespace that count; the result is complete after the block."""
    since = api.version("v1", "Pod", namespace)
    now = {pod.name: pod for each in api.list("v1", "Pod", namespace) if counts(pod := Pod(each))}
    found = History(_ready(now), _there(now), set(now))
    yield found
    for event in api.events("v1", "Pod", namespace, since):
        pod = Pod(event["object"])
        if not counts(pod):
            continue
        if event["type"] == "DELETED":
            now.pop(pod.name, None)
        else:
            now[pod.name] = pod
        found.least_ready = min(found.least_ready, _ready(now))
        found.most = max(found.most, _there(now))
        found.names |= set(now)


def _ready(now: dict[str, Pod]) -> int:
    return sum(pod.ready for pod in now.values())


def _there(now: dict[str, Pod]) -> int:
    return sum(not pod.ends for pod in now.values())
