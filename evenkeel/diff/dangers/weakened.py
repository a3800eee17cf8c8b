"""Encryption, logs, limits and guards that a change makes weaker, though what they guard stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from evenkeel.diff.dangers.surroundings import Surroundings, after, before, listed
from evenkeel.diff.properties import keys
from evenkeel.diff.tokens import KUBERNETES, kind
from evenkeel.model import Resource, Secret, Unknown, Value
from evenkeel.model.change import Danger, DangerKind, Operation, ResourceChange

_SWITCH: Final[Mapping[object, int]] = {True: 1, "true": 1, False: 0, "false": 0, None: 0}
_ALGORITHM: Final[Mapping[object, int]] = {"AES256": 0, "aws:kms": 1, "aws:kms:dsse": 2}
_POD_SECURITY: Final[Mapping[object, int]] = {None: 0, "privileged": 0, "baseline": 1, "restricted": 2}
_LADDERS: Final[Mapping[str, tuple[tuple[tuple[str, ...], Mapping[object, int]], ...]]] = {
    "aws:ebs/volume:Volume": ((("encrypted",), _SWITCH),),
    "aws:ec2/instance:Instance": (
        (("rootBlockDevice", "encrypted"), _SWITCH),
        (("ebsBlockDevices", "encrypted"), _SWITCH),
    ),
    "aws:ec2/launchTemplate:LaunchTemplate": ((("blockDeviceMappings", "ebs", "encrypted"), _SWITCH),),
    "aws:efs/fileSystem:FileSystem": ((("encrypted",), _SWITCH),),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        (("transitEncryptionMode",), {"preferred": 0, "required": 1}),
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        (("rules", "applyServerSideEncryptionByDefault", "sseAlgorithm"), _ALGORITHM),
    ),
    "kubernetes:core:Namespace": ((("metadata", "labels", "pod-security.kubernetes.io/enforce"), _POD_SECURITY),),
    "kubernetes:karpenter.k8s.aws:EC2NodeClass": ((("spec", "blockDeviceMappings", "ebs", "encrypted"), _SWITCH),),
    "kubernetes:storage.k8s.io:StorageClass": ((("parameters", "encrypted"), _SWITCH),),
}
"""Values from weak to strong at a path that leads through lists, by kind; what is in no ladder is not judged."""
_LOWERED: Final = {
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": frozenset(
        {("rules", "noncurrentVersionExpiration", "noncurrentDays"), ("rules", "expiration", "days")}
    ),
}
"""Numbers that say how long something is kept, by kind."""
_LOSING: Final = {"aws:eks/cluster:Cluster": "enabledClusterLogTypes"}
"""Lists of what is written down, by kind."""
_TLS: Final = {
    "aws:lb/listener:Listener": "sslPolicy",
    "kubernetes:core:Service": "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy",
    "kubernetes:networking.k8s.io:Ingress": "alb.ingress.kubernetes.io/ssl-policy",
}
"""The property, or the annotation, that names the policy of a listener, by kind."""
_GUARDS: Final = {
    "aws:ec2/flowLog:FlowLog": ("the log of the network's traffic", ("vpcId", "subnetId", "eniId")),
    "aws:s3/bucketLogging:BucketLogging": ("the bucket's access log", ("bucket",)),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ("the second copy of the objects", ("bucket",)),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "the bucket's encryption",
        ("bucket",),
    ),
    "aws:s3/bucketVersioning:BucketVersioning": ("the bucket's versioning", ("bucket",)),
    "aws:wafv2/webAclAssociation:WebAclAssociation": ("the web ACL", ("resourceArn",)),
    "kubernetes:policy:PodDisruptionBudget": ("the disruption budget", ()),
}
"""Kinds whose deletion leaves something else unguarded, and the properties that say what."""
_ESCALATION: Final = "allowPrivilegeEscalation"
_HOST: Final = ("hostNetwork", "hostPID", "hostIPC")


def weakened(changes: Sequence[ResourceChange], around: Surroundings) -> Iterator[Danger]:
    """Yield what is encrypted, kept, logged, guarded or confined less than before."""
    coming = {
        (kind(change.resource.type), _guarded(change.resource))
        for change in changes
        if change.operation is Operation.CREATE and kind(change.resource.type) in _GUARDS
    }
    for change in changes:
        if change.operation is Operation.DELETE:
            yield from _unguarded(change, around, coming)
        elif change.before is not None and change.operation is not Operation.SAME:
            for search in (_lower_on_a_ladder, _kept_shorter, _no_longer_logged, _older_tls, _less_confined):
                yield from search(change)


def _danger(change: ResourceChange, detail: str, of: DangerKind = DangerKind.PROTECTION_LOST) -> Danger:
    return Danger(kind=of, urn=change.resource.urn, detail=detail)


def _guarded(resource: Resource) -> frozenset[str]:
    """Return the URNs of what a guard guards, as far as they are known."""
    _, properties = _GUARDS[kind(resource.type)]
    return frozenset(urn for name in properties for urn in resource.property_dependencies.get(name, ()))


def _unguarded(
    change: ResourceChange, around: Surroundings, coming: set[tuple[str, frozenset[str]]]
) -> Iterator[Danger]:
    old = change.resource
    key = kind(old.type)
    if key not in _GUARDS or old.external or old.parent in around.gone_parents:
        return
    targets = _guarded(old)
    if targets & around.gone_parents or (targets and (key, targets) in coming):
        return
    yield _danger(change, f"{_GUARDS[key][0]} goes")


def _lower_on_a_ladder(change: ResourceChange) -> Iterator[Danger]:
    for path, ladder in _LADDERS.get(kind(change.resource.type), ()):
        was, becomes = (
            [ladder[value] for value in _leaves(side.inputs, path) if value in ladder]
            for side in (change.before, change.after)
            if side is not None
        )
        if any(sum(each < step for each in becomes) > sum(each < step for each in was) for step in was):
            words = "is turned off" if ladder is _SWITCH else "becomes weaker"
            yield _danger(change, f"{'.'.join(path)} {words}")


def _leaves(value: Value, path: Sequence[str]) -> Iterator[str | bool | float | None]:
    """Yield what stands at a path, in every item of the lists on the way; None where nothing does."""
    if isinstance(value, (Secret, Unknown)):
        return
    if isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _leaves(item, path)
    elif path:
        inside = cast("Mapping[str, Value]", value).get(path[0]) if isinstance(value, Mapping) else None
        yield from _leaves(inside, path[1:])
    elif value is None or isinstance(value, (str, bool, int, float)):
        yield value


def _kept_shorter(change: ResourceChange) -> Iterator[Danger]:
    paths = _LOWERED.get(kind(change.resource.type), frozenset())
    for each in change.properties if paths else ():
        old, new = each.before, each.after
        if keys(each.path) in paths and isinstance(old, (int, float)) and isinstance(new, (int, float)) and new < old:
            yield _danger(change, f"{'.'.join(keys(each.path))} falls from {old} to {new}")


def _no_longer_logged(change: ResourceChange) -> Iterator[Danger]:
    path = _LOSING.get(kind(change.resource.type))
    if path is None or isinstance(after(change, path), Unknown):
        return
    old, new = (listed(side(change, path)) for side in (before, after))
    if not any(isinstance(item, Unknown) for item in new):
        gone = sorted({str(item) for item in old if isinstance(item, str)} - {str(item) for item in new})
        if gone:
            yield _danger(change, f"{path} loses {', '.join(gone)}")


def _older_tls(change: ResourceChange) -> Iterator[Danger]:
    name = _TLS.get(kind(change.resource.type))
    if name is None or change.before is None or change.after is None:
        return
    path = ("metadata", "annotations", name) if "/" in name else (name,)
    old, new = (next(_leaves(side.inputs, path), "") for side in (change.before, change.after))
    if isinstance(old, str) and old and (new is None or (isinstance(new, str) and new and _is_older(old, new))):
        yield _danger(change, f"{name} goes from {old} to {new or 'the default'}")


def _is_older(old: str, new: str) -> bool:
    """Tell whether a policy of listeners (`ELBSecurityPolicy-TLS13-1-2-Res-2021-06`) is weaker than another."""
    if ("TLS13" in old) != ("TLS13" in new):
        return "TLS13" in old
    lowest, date = re.compile(r"-1-(\d)\b"), re.compile(r"\d{4}-\d{2}")
    for pattern in (lowest, date):
        was, becomes = (found.group() if (found := pattern.search(name)) else "" for name in (old, new))
        if becomes < was:
            return True
    return ("-Res" in old and "-Res" not in new) or ("-Ext" in new and "-Ext" not in old)


def _less_confined(change: ResourceChange) -> Iterator[Danger]:
    if not change.resource.type.startswith(KUBERNETES) or change.before is None or change.after is None:
        return
    old, new = (dict(_pods(side.inputs, "")) for side in (change.before, change.after))
    found: list[str] = []
    for where, pod in new.items():
        if where not in old:
            continue
        found += [name for name in _HOST if pod.get(name) is True and old[where].get(name) is not True]
        former = dict(_containers(old[where]))
        for name, context in _containers(pod):
            was = former.get(name, {})
            if context.get("privileged") is True and was.get("privileged") is not True:
                found.append(f"{name} is privileged")
            if was.get(_ESCALATION) is False and context.get(_ESCALATION) in (True, None):
                found.append(f"{name} may escalate its privileges")
    for words in found:
        yield _danger(change, words, DangerKind.ACCESS_WIDENED)


def _pods(value: Value, path: str) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Yield every specification of a pod with where it stands."""
    if not isinstance(value, Mapping):
        return
    members = cast("Mapping[str, Value]", value)
    if isinstance(members.get("containers"), Sequence):
        yield path, members
        return
    for key, item in members.items():
        yield from _pods(item, f"{path}.{key}")


def _containers(pod: Mapping[str, Value]) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for group in ("containers", "initContainers"):
        for item in listed(pod.get(group)):
            if isinstance(item, Mapping):
                context = item.get("securityContext")
                yield (
                    str(item.get("name")),
                    cast("Mapping[str, Value]", context if isinstance(context, Mapping) else {}),
                )
