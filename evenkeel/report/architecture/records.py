"""What an architecture picture shows: parts, the links between them, and what happens to each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenkeel.model.change import Operation


class Lane(StrEnum):
    """Where in the picture a part stands; the value is its heading."""

    ENTRY = "Way in"
    DATA = "Data"
    SERVICES = "Services"
    POOLS = "Nodes"
    CONTROLLERS = "Add-ons"
    NETWORK = "Network"
    OPERATIONS = "Operations"


class PartKind(StrEnum):
    """What a part is; the value is the word that is shown."""

    CLIENTS = "clients"
    CALLER = "namespace"
    FIREWALL = "firewall"
    BALANCER = "load balancer"
    HUB = "model hub"
    STACK = "other stack"
    BUCKET = "bucket"
    CACHE = "cache"
    REGISTRY = "image cache"
    CLUSTER = "cluster"
    SERVICE = "service"
    WORKLOAD = "workload"
    IMPORT = "model import"
    POOL = "node pool"
    NODES = "existing nodes"
    CONTROLLER = "controller"
    ADD_ONS = "add-ons"
    DEFINITIONS = "definitions"
    NAMESPACE = "own namespace"
    VOLUMES = "volumes"
    VPC = "VPC"
    ZONE = "zone"
    ENDPOINTS = "private endpoints"
    KEYS = "keys"
    SECRETS = "secrets"
    LOGS = "logs"
    BACKUPS = "backups"
    ALARMS = "alarms"
    OTHER = "other"


class LinkKind(StrEnum):
    """What a link means; the value is the verb between its ends."""

    TRAFFIC = "sends requests to"
    GUARDS = "guards"
    RUNS_ON = "runs on"
    READS = "reads from"
    WRITES = "writes to"
    MAY_REACH = "may reach"
    SCALES = "scales"


class Presence(StrEnum):
    """Whether something is on both sides of a change."""

    BOTH = "both"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What happens to resources of a part.

    Attributes:
        operation: what.
        count: to how many of them.
    """

    operation: Operation
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One box of the picture.

    Attributes:
        key: tells it from the others; the same on both sides of a change.
        kind: what it is.
        lane: where it stands.
        title: its name, safe to show.
        lines: what else a reader wants to know, safe to show.
        urns: the resources it stands for; components, providers and the stack are not among them.
        marks: what happens to them, the worst first; empty without a change.
        presence: on which side of a change it is.
    """

    key: str
    kind: PartKind
    lane: Lane
    title: str
    lines: tuple[str, ...] = ()
    urns: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    presence: Presence = Presence.BOTH

    @property
    def outside(self) -> bool:
        """Whether it is something that the stack uses and does not make."""
        return not self.urns


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link from one part to another.

    Attributes:
        source: key of the part where it begins.
        target: key of the part where it ends.
        kind: what it means.
        presence: on which side of a change it is.
    """

    source: str
    target: str
    kind: LinkKind
    presence: Presence = Presence.BOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """What the picture shows.

    Attributes:
        title: project and stack, safe to show.
        subtitle: where it stands, and how much of it there is.
        cluster: heading of the frame around services, nodes and controllers.
        parts: in the order in which they are shown, the cluster first where there is one.
        links: between parts that are there.
        compared: whether it shows a change.
    """

    title: str
    subtitle: str
    cluster: str
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    compared: bool = False
