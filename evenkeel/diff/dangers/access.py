"""Who may do more after a change than before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, cast

from evenkeel.diff.canonical import canonical
from evenkeel.diff.dangers.statements import Grant, grants
from evenkeel.diff.dangers.surroundings import Surroundings, after, before, listed, lookup
from evenkeel.diff.tokens import kind
from evenkeel.model import Resource, Value
from evenkeel.model.change import Danger, DangerKind, Operation, ResourceChange

_TOLD: Final = 4
_ATTACHED: Final = {
    "aws:eks/accessEntry:AccessEntry": "a principal may enter the cluster",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "a principal gets a policy in the cluster",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "a role gets a managed policy",
    "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding": "a role is bound in the whole cluster",
    "kubernetes:rbac.authorization.k8s.io:RoleBinding": "a role is bound",
}
"""Kinds whose creation by itself gives access."""
_LISTS: Final = {
    "aws:eks/accessEntry:AccessEntry": ("kubernetesGroups",),
    "aws:iam/role:Role": ("managedPolicyArns",),
    "kubernetes:rbac.authorization.k8s.io:ClusterRole": ("rules",),
    "kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding": ("subjects",),
    "kubernetes:rbac.authorization.k8s.io:Role": ("rules",),
    "kubernetes:rbac.authorization.k8s.io:RoleBinding": ("subjects",),
}
"""Lists whose new items give access."""
_POLICY: Final = "kubernetes:networking.k8s.io:NetworkPolicy"


def access(changes: Sequence[ResourceChange], around: Surroundings) -> Iterator[Danger]:
    """Yield grants, bindings and network peers that come; in a first deployment there was nobody before."""
    if around.is_new:
        return
    for change in changes:
        if change.operation is Operation.SAME:
            continue
        key = kind(change.resource.type)
        if change.operation is Operation.DELETE:
            if key == _POLICY and change.resource.parent not in around.gone_parents:
                yield _danger(change, "the network policy goes, and what it kept out comes in")
            continue
        yield from _documents(change)
        if key in _ATTACHED and around.joins(change):
            yield _danger(change, _ATTACHED[key])
        if change.before is not None:
            for path in _LISTS.get(key, ()):
                yield from _items(change, path)
            if key == _POLICY:
                yield from _peers(change)


def _danger(change: ResourceChange, detail: str) -> Danger:
    return Danger(kind=DangerKind.ACCESS_WIDENED, urn=change.resource.urn, detail=detail)


def _documents(change: ResourceChange) -> Iterator[Danger]:
    """Compare the policy documents among the properties of a resource."""
    new, old = _grants(change.after), _grants(change.before)
    is_new = change.before is None
    allowed = [grant for grant in old if grant.allows]
    more = [
        grant
        for grant in new
        if grant.allows and not any(one.covers(grant) for one in allowed) and (not is_new or _is_broad(grant))
    ]
    yield from _told(change, "allows", more)
    denied = [grant for grant in new if not grant.allows]
    fewer = [grant for grant in old if not grant.allows and not any(one.covers(grant) for one in denied)]
    yield from _told(change, "no longer denies", fewer)


def _told(change: ResourceChange, verb: str, found: Sequence[Grant]) -> Iterator[Danger]:
    words = list(dict.fromkeys(str(grant) for grant in found))
    if words:
        more = f"; and {len(words) - _TOLD} more" if len(words) > _TOLD else ""
        yield _danger(change, f"{verb} {'; '.join(words[:_TOLD])}{more}")


def _is_broad(grant: Grant) -> bool:
    """Tell whether a grant is more than even a new document should give: everything, or anything to everybody."""
    return not grant.condition and (grant.principal == "*" or grant.action == "*")


def _grants(resource: Resource | None) -> list[Grant]:
    if resource is None or not resource.custom:
        return []
    return [grant for value in resource.inputs.values() for grant in grants(value)]


def _items(change: ResourceChange, path: str) -> Iterator[Danger]:
    known = {canonical(item) for item in listed(before(change, path))}
    count = sum(canonical(item) not in known for item in listed(after(change, path)))
    if count:
        yield _danger(change, f"{count} of {path} {'is' if count == 1 else 'are'} new or changed")


def _peers(change: ResourceChange) -> Iterator[Danger]:
    old, new = change.before, change.after
    if old is None or new is None:
        return
    for direction, list_of_peers in (("ingress", "from"), ("egress", "to")):
        rules = [listed(lookup(side.inputs, f"spec.{direction}")) for side in (old, new)]
        was, becomes = (_each(side, list_of_peers) for side in rules)
        gained = {
            (peer, port)
            for peer, port in becomes
            if not was & {(peer, port), ("anywhere", port), (peer, "any port"), ("anywhere", "any port")}
        }
        if gained:
            open_to = " from anywhere" if any(peer == "anywhere" for peer, _ in gained) else ""
            yield _danger(
                change,
                f"{direction}{open_to}: {len(gained)} more combination{'s' * (len(gained) > 1)} of peer and port",
            )
    types = [set(map(str, listed(lookup(side.inputs, "spec.policyTypes")))) for side in (old, new)]
    for direction in sorted(types[0] - types[1]):
        yield _danger(change, f"{direction.lower()} is no longer restricted")
    if lookup(old.inputs, "spec.podSelector") != lookup(new.inputs, "spec.podSelector"):
        yield _danger(change, "it selects other pods")


def _each(rules: Sequence[Value], list_of_peers: str) -> set[tuple[object, object]]:
    """Return every peer with every port that it may use."""
    found: set[tuple[object, object]] = set()
    for rule in rules:
        if isinstance(rule, Mapping):
            members = cast("Mapping[str, Value]", rule)
            form: Callable[[Value], object] = canonical
            peers = [form(peer) for peer in listed(members.get(list_of_peers))] or ["anywhere"]
            ports = [form(port) for port in listed(members.get("ports"))] or ["any port"]
            found |= {(peer, port) for peer in peers for port in ports}
    return found
