"""The one version matrix: Kubernetes, EKS add-ons, node images, third-party charts, images and definitions.

Nothing here could be asked of AWS or of a registry while it was written: each record says where its version was seen
and when. `aws eks describe-addon-versions --kubernetes-version VERSION` tells what a region offers today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).parent / "data" / "versions.json"
EXTENDED_SUPPORT, STANDARD_SUPPORT, ENDED = "extended", "standard", "ended"


class UnknownVersionError(ValueError):
    """Something that the matrix does not hold; the message names what it holds."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KubernetesVersion(_Record):
    """A minor version of Kubernetes on EKS.

    Attributes:
        version: `1.36` for example.
        released: when EKS offered it.
        end_of_standard_support: last day of standard support.
        end_of_extended_support: last day of extended support, which costs more; then EKS upgrades the control plane.
    """

    version: str
    released: date
    end_of_standard_support: date
    end_of_extended_support: date

    def support_on(self, day: date) -> str:
        """Return `standard`, `extended` or `ended`."""
        if day <= self.end_of_standard_support:
            return STANDARD_SUPPORT
        return EXTENDED_SUPPORT if day <= self.end_of_extended_support else ENDED


class KubernetesCalendar(_Record):
    """The versions of Kubernetes that EKS offers, newest first."""

    source: str
    as_of: date
    versions: tuple[KubernetesVersion, ...]


class AddOn(_Record):
    """An EKS managed add-on: its version by Kubernetes version."""

    name: str
    versions: Mapping[str, str]
    source: str
    as_of: str


class NodeImage(_Record):
    """An EKS-optimised image family: its release by Kubernetes version."""

    family: str
    releases: Mapping[str, str]
    source: str
    as_of: str

    def release(self, kubernetes_version: str) -> str:
        """Return the release of a managed node group, `1.36.3-20260911` for example."""
        return _pick(self.releases, kubernetes_version, f"{self.family} image for Kubernetes")

    def alias(self, kubernetes_version: str) -> str:
        """Return the same release as Karpenter's AMI alias, `al2023@v20260911` for example."""
        return f"{self.family}@v{self.release(kubernetes_version).rpartition('-')[2]}"


class Chart(_Record):
    """A third-party Helm chart.

    Attributes:
        name: name of the release.
        chart: name in the repository, or an `oci://` address.
        repository: address of the repository; empty with an `oci://` chart.
        version: version of the chart.
        app_version: version of what it installs.
        kubernetes_from: oldest Kubernetes version that it supports.
        kubernetes_to: newest one that it is known to support; None if its project names none.
        source: where this was seen.
        as_of: when, a day or a month.
    """

    name: str
    chart: str
    repository: str
    version: str
    app_version: str
    kubernetes_from: str
    kubernetes_to: str | None
    source: str
    as_of: str

    def supports(self, kubernetes_version: str) -> bool:
        """Tell whether the chart's project supports `kubernetes_version`, as far as it says so."""
        wanted = _minor(kubernetes_version)
        below = self.kubernetes_to is not None and wanted > _minor(self.kubernetes_to)
        return wanted >= _minor(self.kubernetes_from) and not below


class Image(_Record):
    """A container image that the platform runs without a chart."""

    name: str
    image: str
    source: str
    as_of: str


class VersionMatrix(_Record):
    """Everything that is pinned."""

    kubernetes: KubernetesCalendar
    add_ons: tuple[AddOn, ...]
    node_images: tuple[NodeImage, ...]
    charts: tuple[Chart, ...]
    images: tuple[Image, ...]
    custom_resource_definitions: Mapping[str, str]

    def supports(self, kubernetes_version: str) -> bool:
        """Tell whether every pinned add-on, node image and chart supports `kubernetes_version`."""
        return (
            all(kubernetes_version in add_on.versions for add_on in self.add_ons)
            and all(kubernetes_version in image.releases for image in self.node_images)
            and all(chart.supports(kubernetes_version) for chart in self.charts)
        )

    @property
    def supported_kubernetes(self) -> tuple[KubernetesVersion, ...]:
        """The versions that every pinned part supports, newest first."""
        found = (version for version in self.kubernetes.versions if self.supports(version.version))
        return tuple(sorted(found, key=lambda version: _minor(version.version), reverse=True))

    @property
    def default_kubernetes(self) -> str:
        """The newest version that every pinned part supports."""
        return self.supported_kubernetes[0].version

    def kubernetes_version(self, version: str) -> KubernetesVersion:
        """Return a supported version of Kubernetes, or raise `UnknownVersionError`."""
        supported = {known.version: known for known in self.supported_kubernetes}
        return _pick(supported, version, "Kubernetes version")

    def add_on_versions(self, kubernetes_version: str) -> dict[str, str]:
        """Return the version of each EKS add-on by name, or raise `UnknownVersionError`."""
        self.kubernetes_version(kubernetes_version)
        return {add_on.name: add_on.versions[kubernetes_version] for add_on in self.add_ons}

    def node_image(self, family: str) -> NodeImage:
        """Return an image family (`al2023`), or raise `UnknownVersionError`."""
        return _pick({image.family: image for image in self.node_images}, family, "image family")

    def chart(self, name: str) -> Chart:
        """Return a chart by name, or raise `UnknownVersionError`."""
        return _pick(_by_name(self.charts), name, "chart")

    def image(self, name: str) -> str:
        """Return a full image reference by name, or raise `UnknownVersionError`."""
        return _pick(_by_name(self.images), name, "image").image


_Item = TypeVar("_Item")
_Named = TypeVar("_Named", Chart, Image)


def _by_name(items: Iterable[_Named]) -> dict[str, _Named]:
    return {item.name: item for item in items}


def _pick(known: Mapping[str, _Item], name: str, kind: str) -> _Item:
    if name in known:
        return known[name]
    raise UnknownVersionError(f"no {kind} {name!r} in the version matrix: use one of {', '.join(known)}")


def _minor(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


@cache
def version_matrix() -> VersionMatrix:
    """Return the matrix that ships with the project."""
    return VersionMatrix.model_validate_json(DATA.read_bytes())
