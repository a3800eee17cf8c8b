"""Who may reach a serving entry's pods, and what they may reach."""

from typing import Any
from urllib.parse import urlsplit

from components.bindings import Bindings
from components.inference import AccessArgs, SecretKey
from components.platform.secrets import api_key_of
from evenkeel.spec import Platform, Serving

_HTTPS_ANYWHERE = "0.0.0.0/0"
"""S3 and hubs have no fixed addresses; only port 443 is opened to them, so the instance metadata stays out of reach."""

_LINK_LOCAL = "169.254.0.0/16"
"""Where clouds answer with the node's own credentials."""
_PORTS = {"http": 80, "https": 443}


def access_of(platform: Platform, entry: Serving, bindings: Bindings) -> AccessArgs:
    """Return the network policy's peers and the key that clients must send."""
    key = api_key_of(entry)
    monitoring = platform.monitoring
    return AccessArgs(
        api_from=[*(_namespace(name) for name in entry.allowed_from), *_balancer(bindings, entry)],
        metrics_from=[_namespace(monitoring.prometheus_namespace)] if monitoring else [],
        https_to=[_HTTPS_ANYWHERE],
        extra_egress=_store(platform),
        api_key=SecretKey(name=key.name, key=key.key) if key else None,
        pod_monitor=monitoring is not None and platform.add_ons.prometheus_operator_crds != "absent",
    )


def _namespace(name: str) -> dict[str, Any]:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


def _balancer(bindings: Bindings, entry: Serving) -> list[dict[str, Any]]:
    """Return where the load balancer in front of the entry comes from, if there is one.

    A public one stands in the public subnets, which hold no pods; an internal one shares the private subnets with
    them, so there the security groups alone keep pods of other namespaces out.
    """
    balancer = bindings.aws.load_balancer if bindings.aws else None
    if balancer is None or entry.name not in balancer.target_group_arns:
        return []
    return [{"ipBlock": {"cidr": cidr}} for cidr in dict.fromkeys(balancer.source_cidrs.values())]


def _store(platform: Platform) -> list[dict[str, Any]]:
    """Return the way to an S3-compatible store, inside the cluster or outside it."""
    store = platform.bindings.object_store if platform.bindings else None
    if store is None or store.endpoint is None:
        return []
    address = urlsplit(store.endpoint)
    port = address.port or _PORTS[address.scheme]
    # A block of addresses does not cover pods with every network plugin.
    anywhere: list[dict[str, Any]] = [
        {"namespaceSelector": {}},
        {"ipBlock": {"cidr": "0.0.0.0/0", "except": [_LINK_LOCAL]}},
    ]
    return [{"to": anywhere, "ports": [{"port": port, "protocol": "TCP"}]}]
