"""Where metrics are asked for."""

from __future__ import annotations

from evenkeel.spec.section import Section
from evenkeel.spec.values import Name, Url


class Monitoring(Section):
    """The Prometheus that KEDA asks.

    Attributes:
        prometheus_address: its URL as seen from inside the cluster.
        prometheus_namespace: the namespace of its pods, which may read the engines' metrics.
    """

    prometheus_address: Url
    prometheus_namespace: Name = "monitoring"
