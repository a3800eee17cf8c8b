"""Third-party charts as Helm releases that either come up whole or are taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as kubernetes

from evenkeel.catalogue.versions import version_matrix

TIMEOUT_SECONDS = 600
HISTORY = 5


@dataclass(frozen=True, kw_only=True)
class ChartArgs:
    """A third-party chart of one version.

    Attributes:
        name: name of the release, on which the names of its objects are built.
        chart: name in the repository, or an `oci://` address.
        version: version of the chart.
        app_version: version of what it installs, as its images are tagged.
        repository: address of the repository; None with an `oci://` chart.
    """

    name: str
    chart: str
    version: str
    app_version: str
    repository: str | None


def pinned_chart(name: str) -> ChartArgs:
    """Return the chart `name` as the version matrix pins it.

    Raises:
        UnknownVersionError: when the matrix has no such chart.
    """
    pinned = version_matrix().chart(name)
    return ChartArgs(
        name=pinned.name,
        chart=pinned.chart,
        version=pinned.version,
        app_version=pinned.app_version,
        repository=pinned.repository or None,
    )


def chart_release(
    name: str,
    chart: ChartArgs,
    *,
    namespace: str,
    values: Mapping[str, object],
    parent: pulumi.Resource,
    depends_on: Sequence[pulumi.Resource],
) -> kubernetes.helm.v3.Release:
    """Return a release of `chart` in a namespace that is there already, without the chart's definitions.

    It waits until everything runs, and takes an installation back that does not come up in ten minutes.
    """
    return kubernetes.helm.v3.Release(
        name,
        name=chart.name,
        chart=chart.chart,
        version=chart.version,
        repository_opts=kubernetes.helm.v3.RepositoryOptsArgs(repo=chart.repository) if chart.repository else None,
        namespace=namespace,
        create_namespace=False,
        skip_crds=True,
        atomic=True,
        cleanup_on_fail=True,
        skip_await=False,
        timeout=TIMEOUT_SECONDS,
        max_history=HISTORY,
        values=values,
        # Charts that make their own certificates render differently each time.
        opts=pulumi.ResourceOptions(parent=parent, depends_on=list(depends_on), ignore_changes=["checksum"]),
    )
