"""The Kubernetes version is one that every pinned add-on supports, and AWS too."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue.versions import version_matrix
from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import Problem


def check_versions(view: View) -> Iterator[Problem]:
    """Refuse versions outside the tested matrix, and those that AWS would upgrade at once."""
    cluster = view.platform.cluster
    if cluster is None or cluster.version is None:
        return
    matrix = version_matrix()
    supported = {known.version: known for known in matrix.supported_kubernetes}
    this = supported.get(cluster.version)
    if this is None:
        fix = f"Use one of {', '.join(supported)}, or leave version out for {matrix.default_kubernetes}."
        yield found("cluster.version", cluster.version, "is not supported by every pinned add-on", fix)
    elif cluster.support == "standard" and this.end_of_standard_support < matrix.kubernetes.as_of:
        message = f"left standard support on {this.end_of_standard_support}"
        fix = f"Use {matrix.default_kubernetes}, or set support: extended, which costs six times as much."
        yield found("cluster.version", cluster.version, message, fix)
