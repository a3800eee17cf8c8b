"""Colours of the picture: custom properties with a fallback, so that a page can give its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.model.change import Operation
from evenkeel.report.architecture.records import Lane, LinkKind

_COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "canvas": ("#ffffff", "#0d1117"),
    "panel": ("#f6f8fa", "#151b23"),
    "frame": ("#eef4fc", "#111d2e"),
    "box": ("#ffffff", "#1c232c"),
    "line": ("#d1d9e0", "#3d444d"),
    "text": ("#1f2328", "#f0f6fc"),
    "muted": ("#59636e", "#9198a1"),
    "entry": ("#0550ae", "#79c0ff"),
    "data": ("#7a4d00", "#e3b341"),
    "services": ("#116329", "#7ee787"),
    "nodes": ("#6639ba", "#d2a8ff"),
    "controllers": ("#0a6b73", "#76e3ea"),
    "network": ("#953800", "#ffa657"),
    "operations": ("#57606a", "#b1bac4"),
    "delete": ("#cf222e", "#ff7b72"),
    "replace": ("#bc4c00", "#ffa657"),
    "may-replace": ("#7d4e00", "#e3b341"),
    "update": ("#0969da", "#79c0ff"),
    "create": ("#1a7f37", "#7ee787"),
    "rename": ("#59636e", "#b1bac4"),
    "delete-fill": ("#fff0ee", "#321b1e"),
    "replace-fill": ("#fff3ea", "#33241a"),
    "may-replace-fill": ("#fff8dc", "#2f2817"),
    "update-fill": ("#eaf5ff", "#16273c"),
    "create-fill": ("#e9fbee", "#15291d"),
    "rename-fill": ("#f3f5f7", "#20262e"),
}
"""By name: in a light and in a dark page."""

_LANES: Final[Mapping[Lane, str]] = {
    Lane.ENTRY: "entry",
    Lane.DATA: "data",
    Lane.SERVICES: "services",
    Lane.POOLS: "nodes",
    Lane.CONTROLLERS: "controllers",
    Lane.NETWORK: "network",
    Lane.OPERATIONS: "operations",
}
_LINKS: Final[Mapping[LinkKind, str]] = {
    LinkKind.TRAFFIC: "entry",
    LinkKind.GUARDS: "delete",
    LinkKind.RUNS_ON: "nodes",
    LinkKind.READS: "data",
    LinkKind.WRITES: "services",
    LinkKind.MAY_REACH: "muted",
    LinkKind.SCALES: "controllers",
}


def colour(name: str) -> str:
    """Return a colour as an attribute takes it: the page's `--architecture-<name>`, or the one for a light page."""
    return f"var(--architecture-{name}, {_COLOURS[name][0]})"


def lane_colour(lane: Lane) -> str:
    """Return the colour of a lane."""
    return colour(_LANES[lane])


def link_colour(kind: LinkKind) -> str:
    """Return the colour of a kind of link."""
    return colour(_LINKS[kind])


def operation_name(operation: Operation) -> str:
    """Return an operation as colours and classes are called after it."""
    return operation.value.replace(" ", "-")


def colour_scheme(selector: str) -> str:
    """Return a style sheet that gives all colours, for light and for dark pages.

    Args:
        selector: of the element that gets them, `:root` for a whole page.
    """
    light, dark = (
        "".join(f"--architecture-{name}:{both[side]};" for name, both in _COLOURS.items()) for side in (0, 1)
    )
    return f"{selector}{{{light}}}@media (prefers-color-scheme: dark){{{selector}{{{dark}}}}}"
