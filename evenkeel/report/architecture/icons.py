"""A small sign for each kind of part, 16 by 16 units, drawn in lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.report.architecture.records import PartKind

_GEAR: Final = "M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4"  # noqa: E501
_BUBBLE: Final = "M2 3h12v8H8l-3.5 3V11H2zM5 6h6M5 8.5h4"
_CHIP: Final = "M4 4h8v8H4zM6.5 6.5h3v3h-3zM6 4V1.5M10 4V1.5M6 14.5V12M10 14.5V12M4 6H1.5M4 10H1.5M14.5 6H12M14.5 10H12"
_CUBE: Final = "M8 1.5l6 3v7l-6 3l-6-3v-7zM2 4.5l6 3l6-3M8 7.5v7"
_FORK: Final = "M1.5 8h4M5.5 8L10 3.5h4M5.5 8h8.5M5.5 8L10 12.5h4M12 1.5l2 2l-2 2M12 6l2 2l-2 2M12 10.5l2 2l-2 2"
_LIST: Final = "M2 4h2M6 4h8M2 8h2M6 8h8M2 12h2M6 12h8"

ICONS: Final[Mapping[PartKind, str]] = {
    PartKind.CLIENTS: "M8 2a3 3 0 1 0 0 6a3 3 0 1 0 0-6M2 14.5c0-3.5 2.5-5 6-5s6 1.5 6 5",
    PartKind.CALLER: "M2 2h5v5H2zM9 9h5v5H9zM7 4.5h4.5V9",
    PartKind.FIREWALL: "M8 1.5l5.5 2v4.5c0 3.5-2.5 5.5-5.5 6.5c-3-1-5.5-3-5.5-6.5V3.5zM5.5 8l2 2l3.5-4",
    PartKind.BALANCER: _FORK,
    PartKind.HUB: "M4.5 10.5a3 3 0 0 1 .5-6a4 4 0 0 1 7.5 1.5a2.3 2.3 0 0 1 0 4.5M8 7.5v7M5.5 12l2.5 2.5l2.5-2.5",
    PartKind.STACK: "M8 1.5l6.5 3L8 7.5l-6.5-3zM1.5 8L8 11l6.5-3M1.5 11.5L8 14.5l6.5-3",
    PartKind.BUCKET: "M2 4c0-3 12-3 12 0s-12 3-12 0M2 4l1.5 9c.5 2 8.5 2 9 0L14 4",
    PartKind.CACHE: "M9 1.50L3 9h4.50L6.5 14.50L13 7H8.50z",
    PartKind.REGISTRY: _CUBE,
    PartKind.CLUSTER: "M8 1.50l5.8 3.25v6.50L8 14.50l-5.8-3.25v-6.50zM8 5.50v5M5.5 8h5",
    PartKind.SERVICE: _BUBBLE,
    PartKind.WORKLOAD: _CUBE,
    PartKind.IMPORT: "M8 1.50v8.50M4.5 6.50L8 10l3.5-3.50M2 11v3.50h12V11",
    PartKind.POOL: _CHIP,
    PartKind.NODES: _CHIP,
    PartKind.CONTROLLER: _GEAR,
    PartKind.ADD_ONS: "M2.5 2.50h11v11h-11zM8 5v6M5 8h6",
    PartKind.DEFINITIONS: _LIST,
    PartKind.NAMESPACE: "M2 4.50V2h2.50M11.5 2H14v2.50M14 11.50V14h-2.50M4.5 14H2v-2.50M5.5 5.50h5v5h-5z",
    PartKind.VOLUMES: "M2 4.50c0-3 12-3 12 0v7c0 3-12 3-12 0zM2 4.50c0 3 12 3 12 0M2 8c0 3 12 3 12 0",
    PartKind.VPC: "M8 1.50a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M1.5 8h13M8 1.50c-4 4-4 9 0 13c4-4 4-9 0-13",
    PartKind.ZONE: "M8 14.50c-3-3.5-5-5.5-5-8a5 5 0 0 1 10 0c0 2.5-2 4.5-5 8M8 5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3",
    PartKind.ENDPOINTS: "M5.5 1.50v4M10.5 1.50v4M3.5 5.50h9v2.50a4.5 4.5 0 0 1-9 0zM8 12.50v2",
    PartKind.KEYS: "M5 7.50a3 3 0 1 0 .1 0M7.2 8.20L13.5 2M11 4.50l2 2M9 6.50l1.5 1.5",
    PartKind.SECRETS: "M3 7h10v7.50H3zM5 7V5a3 3 0 0 1 6 0v2M8 10v2",
    PartKind.LOGS: "M3 1.50h10v13H3zM5.5 5h5M5.5 8h5M5.5 11h3",
    PartKind.BACKUPS: "M2.5 8a5.5 5.5 0 1 0 2-4.20M2.5 2v3h3M8 5v3.50l2.5 1.5",
    PartKind.ALARMS: "M1.5 8.50h3l2-5l3 9l2-4h3",
    PartKind.OTHER: "M3 8h.1M8 8h.1M13 8h.1",
}
