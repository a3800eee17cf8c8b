"""Which controllers are installed, which are there already, and which are done without."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from evenkeel.spec.section import Default, Section

Presence: TypeAlias = Literal["install", "present", "absent"]


class AddOns(Section):
    """For each: `install` (the pinned chart), `present` (somebody else did), or `absent`.

    Attributes:
        karpenter: makes nodes as pods ask for them; on AWS only.
        aws_load_balancer_controller: ties pods to load balancers; on AWS only.
        keda: scales serving entries on their metrics and schedules.
        leader_worker_set: runs one model over several nodes.
        external_secrets: brings secrets from Secrets Manager into the cluster.
        prometheus_operator_crds: the kinds PodMonitor and PrometheusRule.
        device_plugins: offer accelerators and EFA interfaces to pods.
    """

    karpenter: Annotated[Presence, Default(aws="install", cluster="absent")]
    aws_load_balancer_controller: Annotated[Presence, Default(aws="install", cluster="absent")]
    keda: Annotated[Presence, Default(aws="install", cluster="absent")]
    leader_worker_set: Annotated[Presence, Default(aws="install", cluster="absent")]
    external_secrets: Annotated[Presence, Default(aws="install", cluster="absent")]
    prometheus_operator_crds: Annotated[Presence, Default(aws="install", cluster="absent")]
    device_plugins: Annotated[Presence, Default(aws="install", cluster="present")]
