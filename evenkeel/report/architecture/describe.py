"""From the resources of a part to its box: title and lines, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.describe_network import balancer, endpoints, firewall, vpc, zone
from evenkeel.report.architecture.describe_rest import (
    add_ons,
    alarms,
    backups,
    controller,
    definitions,
    namespace,
    other,
    volumes,
)
from evenkeel.report.architecture.describe_serving import model_imports, pool, service
from evenkeel.report.architecture.describe_stores import bucket, cache, keys, logs, registry, secrets
from evenkeel.report.architecture.membership import Member, counts
from evenkeel.report.architecture.records import Part, PartKind
from evenkeel.report.architecture.rules import LANES

_Words: TypeAlias = Callable[[Member, Context], tuple[str, list[str]]]
_MOST_LINES: Final = 8


def _cluster(member: Member, context: Context) -> tuple[str, list[str]]:
    inputs = context.inputs
    for found in member.typed("aws:eks/cluster:Cluster"):
        version = inputs.word(found, "version")
        private = inputs.word(found, "vpcConfig.endpointPrivateAccess") == "true"
        public = inputs.word(found, "vpcConfig.endpointPublicAccess") != "false"
        reach = {(True, False): "private endpoint", (True, True): "private and public endpoint"}
        return inputs.word(found, "name") or context.plain_name(member), [
            f"Kubernetes {version}" if version else "",
            reach.get((private, public), "public endpoint"),
        ]
    return context.plain_name(member), []


_DESCRIBED: Final[Mapping[PartKind, _Words]] = {
    PartKind.FIREWALL: firewall,
    PartKind.BALANCER: balancer,
    PartKind.BUCKET: bucket,
    PartKind.CACHE: cache,
    PartKind.REGISTRY: registry,
    PartKind.CLUSTER: _cluster,
    PartKind.SERVICE: service,
    PartKind.WORKLOAD: service,
    PartKind.IMPORT: model_imports,
    PartKind.POOL: pool,
    PartKind.CONTROLLER: controller,
    PartKind.ADD_ONS: add_ons,
    PartKind.DEFINITIONS: definitions,
    PartKind.NAMESPACE: namespace,
    PartKind.VOLUMES: volumes,
    PartKind.VPC: vpc,
    PartKind.ZONE: zone,
    PartKind.ENDPOINTS: endpoints,
    PartKind.KEYS: keys,
    PartKind.SECRETS: secrets,
    PartKind.LOGS: logs,
    PartKind.BACKUPS: backups,
    PartKind.ALARMS: alarms,
    PartKind.OTHER: other,
}


def described(member: Member, context: Context) -> Part:
    """Return the part that a member makes."""
    title, lines = _DESCRIBED[member.kind](member, context)
    clean = context.inputs.shown.text
    return Part(
        key=member.key,
        kind=member.kind,
        lane=LANES[member.kind],
        title=clean(title) or "unnamed",
        lines=tuple(clean(line) for line in lines if line.strip())[:_MOST_LINES],
        urns=tuple(resource.urn for resource in member.resources if counts(resource)),
    )


def outside(kind: PartKind, name: str, title: str, lines: list[str], context: Context) -> Part:
    """Return a part that the stack uses and does not make."""
    clean = context.inputs.shown.text
    return Part(
        key=f"outside:{kind.value}:{name}",
        kind=kind,
        lane=LANES[kind],
        title=clean(title) or "unnamed",
        lines=tuple(clean(line) for line in lines if line.strip())[:_MOST_LINES],
    )
