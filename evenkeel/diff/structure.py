"""Which lists are sets, and by what the items of a list are known: tables keyed by the name of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeGuard

from evenkeel.model import Value

IDENTITIES: Final = (
    ("name",),
    ("Sid",),
    ("sid",),
    ("id",),
    ("ruleNo",),
    ("key", "effect"),
    ("key",),
    ("containerPort", "protocol"),
    ("port", "protocol"),
    ("port",),
    ("mountPath",),
    ("topologyKey",),
    ("deviceName",),
    ("resourceType",),
    ("secretKey",),
    ("ip",),
    ("host",),
    ("path",),
    ("priority",),
    ("type",),
)
"""Properties that tell the items of a list apart; the first that every item has, with distinct values, is taken."""

SETS: Final = frozenset(
    {
        # policy documents
        "Action", "NotAction", "Resource", "NotResource", "AWS", "Service", "Federated", "CanonicalUser",
        "Statement",
        # AWS
        "availabilityZones", "cidrBlocks", "enabledClusterLogTypes", "egress", "ingress", "ipv6CidrBlocks",
        "kubernetesGroups", "managedPolicyArns", "prefixListIds", "publicAccessCidrs", "routeTableIds",
        "routes", "secondaryAllocationIds", "securityGroupIds", "securityGroups", "subnetIds", "subnets",
        "taints", "tokenDomains", "userGroupIds", "userIds", "vpcSecurityGroupIds", "appliedFors", "namespaces",
        # Kubernetes
        "accessModes", "add", "apiGroups", "drop", "finalizers", "from", "policyTypes", "resourceNames",
        "resources", "securityGroupSelectorTerms", "subnetSelectorTerms", "to", "tolerations", "values", "verbs",
        "budgets", "ports", "shortNames", "categories",
    }
)  # fmt: skip
"""Lists whose order means nothing, by the last key of their path."""

ONE_OR_MANY: Final = frozenset(
    {"Action", "NotAction", "Resource", "NotResource", "AWS", "Service", "Federated", "CanonicalUser", "Statement"}
)
"""Where a policy document may hold one value in place of a list of one."""


def is_mapping_list(values: Sequence[Value]) -> TypeGuard[Sequence[Mapping[str, Value]]]:
    """Tell whether all items are mappings."""
    return all(isinstance(value, Mapping) for value in values)


def identity(
    before: Sequence[Mapping[str, Value]], after: Sequence[Mapping[str, Value]]
) -> tuple[tuple[str, ...], list[str], list[str]] | None:
    """Return by which properties the items of two lists can be told apart, with the values of both sides."""
    for keys in IDENTITIES:
        old, new = _values(before, keys), _values(after, keys)
        if old is not None and new is not None:
            return keys, old, new
    return None


def _values(items: Sequence[Mapping[str, Value]], keys: tuple[str, ...]) -> list[str] | None:
    """Return what the items are known by; None if one has nothing, or two the same."""
    found: list[str] = []
    for item in items:
        first = item.get(keys[0])
        if isinstance(first, bool) or not isinstance(first, (str, int)):
            return None
        others = (item.get(key) for key in keys[1:])
        found.append("/".join([str(first), *(str(other) for other in others if isinstance(other, (str, int)))]))
    return found if len(set(found)) == len(found) else None
