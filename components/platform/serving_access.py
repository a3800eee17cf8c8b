"""Who may reach a serving entry's pods, and what they may reach."""

from typing import Any

from components.inference import AccessArgs, SecretKey
from components.network import plan_addresses
from components.platform.secrets import api_key_of
from evenkeel.spec import AwsTarget, LoadBalancer, NewNetwork, Platform, Serving

_HTTPS_ANYWHERE = "0.0.0.0/0"
"""S3 and hubs have no fixed addresses; only port 443 is opened to them, so the instance metadata stays out of reach."""


def access_of(platform: Platform, entry: Serving) -> AccessArgs:
    """Return the network policy's peers and the key that clients must send."""
    key = api_key_of(entry)
    monitoring = platform.monitoring
    return AccessArgs(
        api_from=[*(_namespace(name) for name in entry.allowed_from), *_balancer(platform, entry)],
        metrics_from=[_namespace(monitoring.prometheus_namespace)] if monitoring else [],
        https_to=[_HTTPS_ANYWHERE],
        extra_egress=_store(platform),
        api_key=SecretKey(name=key.name, key=key.key) if key else None,
        pod_monitor=monitoring is not None and platform.add_ons.prometheus_operator_crds != "absent",
    )


def _namespace(name: str) -> dict[str, Any]:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


def _balancer(platform: Platform, entry: Serving) -> list[dict[str, Any]]:
    """Return the subnets of the load balancer in front of the entry, if there is one.

    A public one stands in the public subnets, which hold no pods; an internal one shares the private subnets with
    them, so there the security groups alone keep pods of other namespaces out.
    """
    section = platform.load_balancer
    if section is None or section.serving != entry.name or not isinstance(platform.target, AwsTarget):
        return []
    return [{"ipBlock": {"cidr": cidr}} for cidr in _balancer_cidrs(platform, platform.target, section)]


def _balancer_cidrs(platform: Platform, target: AwsTarget, section: LoadBalancer) -> list[str]:
    network = platform.network
    if isinstance(network, NewNetwork):
        plan = plan_addresses(network.cidr, list(target.zones))
        return list(plan.private if section.scheme == "internal" else plan.public)
    assert network is not None, "sizing refuses a load balancer without a network"
    return [network.existing.cidr]


def _store(platform: Platform) -> list[dict[str, Any]]:
    """Return the way to an S3-compatible store on a port of its own."""
    store = platform.bindings.object_store if platform.bindings else None
    if store is None or store.endpoint is None:
        return []
    port = store.endpoint.rpartition(":")[2].rstrip("/")
    if not port.isdigit():
        return []
    return [{"ports": [{"port": int(port), "protocol": "TCP"}]}]
