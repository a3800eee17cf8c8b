"""What a stack's settings tell a reader that its plan does not."""

from __future__ import annotations

from typing import Final

from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import AddOns, AwsTarget, Platform, Target

_WITHOUT: Final = {
    "karpenter": "no nodes are made on demand",
    "aws_load_balancer_controller": "no load balancer is tied to pods",
    "keda": "replicas stay as they are, nothing scales",
    "leader_worker_set": "no model spans several nodes",
    "external_secrets": "no secret comes from Secrets Manager",
    "prometheus_operator_crds": "no PodMonitor and no alert rules",
    "device_plugins": "no accelerator is offered to pods",
}
"""What a stack does without, by the add-on that is absent."""

_ON_AWS_ONLY: Final = frozenset({"karpenter", "aws_load_balancer_controller"})


def facts_of(platform: Platform) -> dict[str, str]:
    """Return lines for the head of a report, by label."""
    facts = {"environment": f"{platform.environment}, layer {platform.layer}", "target": _target(platform.target)}
    if platform.cluster is not None and platform.cluster.version is not None:
        facts["support"] = _support(platform.cluster.version, platform.cluster.support)
    on_aws = isinstance(platform.target, AwsTarget)
    return facts | _add_ons(platform.add_ons, on_aws=on_aws)


def _target(target: Target) -> str:
    if isinstance(target, AwsTarget):
        return f"AWS account {target.account_id}, {target.region}; zones {', '.join(target.zones)}"
    return f"existing Kubernetes cluster ({target.flavor}) of kubeconfig context {target.context}; nothing on AWS"


def _support(version: str, wanted: str) -> str:
    calendar = version_matrix().kubernetes.versions
    known = next((record for record in calendar if record.version == version), None)
    if known is None:
        return f"the end of support of Kubernetes {version} is unknown"
    after = "then AWS upgrades the cluster" if wanted == "standard" else "then AWS charges for extended support"
    return f"standard until {known.end_of_standard_support}; {after}"


def _add_ons(add_ons: AddOns, *, on_aws: bool) -> dict[str, str]:
    names: dict[str, list[str]] = {"install": [], "present": [], "absent": []}
    for name, field in type(add_ons).model_fields.items():
        if on_aws or name not in _ON_AWS_ONLY:
            key = field.alias or name
            presence = str(getattr(add_ons, name))
            names[presence].append(f"{key}: {_WITHOUT[name]}" if presence == "absent" else key)
    lines = {
        "installs": "" if on_aws else ", ".join(names["install"]),  # on AWS nearly all, and the tree shows them
        "expects": ", ".join(names["present"]),
        "without": "\n".join(names["absent"]),
    }
    return {label: line for label, line in lines.items() if line}
