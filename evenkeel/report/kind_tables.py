"""The one lookup of how a type is shown, over the tables of all providers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from evenkeel.report.kinds import OTHER, UNFOLDED, Kind, key
from evenkeel.report.kinds_aws import AWS_KINDS
from evenkeel.report.kinds_kubernetes import KUBERNETES_KINDS

COMPONENT_KINDS: Final[Mapping[str, Kind]] = {
    "evenkeel:index:InferenceService": Kind(fold_from=UNFOLDED),
    "evenkeel:index:KarpenterNodePool": Kind(fold_from=UNFOLDED),
    "evenkeel:index:ManagedNodePool": Kind(fold_from=UNFOLDED),
    "evenkeel:index:AddOnRole": Kind(closed=True),
    "evenkeel:index:NodeRole": Kind(closed=True),
    "evenkeel:index:PodIdentityRole": Kind(closed=True),
}

_KINDS: Final[Mapping[str, Kind]] = {**AWS_KINDS, **KUBERNETES_KINDS, **COMPONENT_KINDS}


@lru_cache(maxsize=1024)
def kind_of(token: str) -> Kind:
    """Return how resources of a type are shown; a kind that no table holds is listed by its name alone."""
    return _KINDS.get(key(token), OTHER)
