"""The API server takes every object of every stack, and the scheduler finds a place for every pod."""

from __future__ import annotations

from tests.cluster.deployment import Deployed
from tests.cluster.pods import settled


def test_every_object_is_accepted(deployed: Deployed) -> None:
    assert not deployed.refused, "\n".join(deployed.refused.values())
    assert len(deployed.planned.objects) > 8


def test_places(deployed: Deployed) -> None:
    for p in settled(deployed.api):
        print(p.name, p.node, p.unschedulable)
    assert 0
