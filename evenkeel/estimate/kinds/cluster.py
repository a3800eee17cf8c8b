"""Cost of the EKS control plane."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue.versions import version_matrix
from evenkeel.estimate.bands import HOURS, level
from evenkeel.estimate.reading import text
from evenkeel.estimate.situation import Situation
from evenkeel.model import Cost, Resource, UnknownFigure

_STANDARD = "eks_control_plane_standard_support"
_EXTENDED = "eks_control_plane_extended_support"


def control_plane(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price an EKS control plane, in standard or in extended support of its Kubernetes version."""
    version = text(resource.inputs, "version")
    day = situation.settings.day
    known = next((each for each in version_matrix().kubernetes.versions if each.version == version), None)
    extended = known is not None and day is not None and day > known.end_of_standard_support
    if known is None and day is not None:
        yield situation.unknown(
            resource, "control plane", f"the end of standard support of {version or 'it'} is unknown"
        )
        return
    until = f"standard support of {version} ends on {known.end_of_standard_support}" if known else ""
    yield situation.charge(
        resource,
        "control plane, extended support" if extended else "control plane, standard support",
        _EXTENDED if extended else _STANDARD,
        level(HOURS),
        "1 x 730 h",
        note=until,
    )
