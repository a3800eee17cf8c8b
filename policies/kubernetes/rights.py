"""What Roles and ClusterRoles allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource
from policies.properties import Property, properties

ROLES: Final = ("kubernetes:rbac.authorization.k8s.io/*:ClusterRole", "kubernetes:rbac.authorization.k8s.io/*:Role")
BINDINGS: Final = (
    "kubernetes:rbac.authorization.k8s.io/*:ClusterRoleBinding",
    "kubernetes:rbac.authorization.k8s.io/*:RoleBinding",
)
WRITE: Final = frozenset({"create", "update", "patch", "delete", "deletecollection"})
ANY: Final = "*"


def grants(resource: Resource) -> Iterator[tuple[Property, frozenset[str], frozenset[str]]]:
    """Return the rules of a role with their verbs and their kinds of objects (`pods/exec`)."""
    for rule in properties(resource)["rules"].each():
        yield rule, frozenset(rule["verbs"].texts()), frozenset(rule["resources"].texts())


def allows(
    resource: Resource, verbs: frozenset[str] | set[str], kinds: frozenset[str] | set[str], *, unnamed: bool = True
) -> Iterator[Property]:
    """Return the rules of a role that allow any of some verbs on any of some kinds, by wildcard or by name.

    Args:
        resource: the role.
        verbs: any of these.
        kinds: on any of these.
        unnamed: leave out the rules that name the very objects (`resourceNames`).
    """
    for rule, given, on in grants(resource):
        if (given & {ANY, *verbs}) and (on & {ANY, *kinds}) and not (unnamed and rule["resourceNames"].given):
            yield rule
