"""What a change touches, as a Mermaid picture."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import Final

from evenkeel.model.change import Change, Operation, ResourceChange
from evenkeel.report.changes_groups import ORDER, groups
from evenkeel.report.changes_values import Shown
from evenkeel.report.kinds import label

_MOST_GROUPS: Final = 12
_MOST_NODES: Final = 8
_MOST_LINKS: Final = 40
_MOST_BESIDE: Final = 4
_UNSAFE: Final = re.compile(r"[^\w .,:/()±~+→-]")
_COLOURS: Final = {
    Operation.DELETE: "fill:#ffebe9,stroke:#cf222e,color:#1f2328",
    Operation.REPLACE: "fill:#fff1e5,stroke:#bc4c00,color:#1f2328",
    Operation.MAY_REPLACE: "fill:#fff8c5,stroke:#9a6700,color:#1f2328,stroke-dasharray:4",
    Operation.UPDATE: "fill:#ddf4ff,stroke:#0969da,color:#1f2328",
    Operation.CREATE: "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
    Operation.RENAME: "fill:#f6f8fa,stroke:#656d76,color:#1f2328",
}


def picture(shown: Shown) -> str:
    """Return the source of a picture: a box a component, in it what happens to which kinds, and the links between.

    Empty where no resource changes.
    """
    change = shown.change
    node_of: dict[str, str] = {}
    found = [(name, [each for each in members if each.resource.custom]) for name, members in groups(change)]
    found = [(name, members) for name, members in found if members]
    if not found:
        return ""
    boxes = [
        [f'  subgraph g{index}["{_safe(shown.text(name))}"]', *_nodes(index, members, node_of), "  end"]
        for index, (name, members) in enumerate(found[:_MOST_GROUPS])
    ]
    if len(found) > _MOST_GROUPS:
        boxes.append([f'  rest["and {len(found) - _MOST_GROUPS} more components"]'])
    links = _links(change, node_of)
    if not links:  # Mermaid lays boxes that nothing links out from the last to the first, across the direction
        boxes.reverse()
    lines = [
        "flowchart LR" if links or len(boxes) > _MOST_BESIDE else "flowchart TB",
        *chain.from_iterable(boxes),
        *links,
    ]
    lines += [f"  classDef {_class(operation)} {colours}" for operation, colours in _COLOURS.items()]
    return "\n".join(lines)


def _nodes(group: int, members: list[ResourceChange], node_of: dict[str, str]) -> list[str]:
    kinds = Counter((each.operation, label(each.resource.type)) for each in members)
    ordered = sorted(kinds.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1]))
    lines: list[str] = []
    for place, ((operation, kind), count) in enumerate(ordered[:_MOST_NODES]):
        node = f"g{group}n{place}"
        times = f" x{count}" if count > 1 else ""
        # a word, not a sign: Mermaid takes a leading "-" for a list
        lines.append(f'    {node}["{operation.value} {_safe(kind)}{times}"]:::{_class(operation)}')
        for each in members:
            if (each.operation, label(each.resource.type)) == (operation, kind):
                node_of[each.resource.urn] = node
    if len(ordered) > _MOST_NODES:
        lines.append(f'    g{group}rest["and {len(ordered) - _MOST_NODES} more kinds"]')
    return lines


def _links(change: Change, node_of: dict[str, str]) -> list[str]:
    """Return the links between components; those within one would only crowd it."""
    links: dict[tuple[str, str], None] = {}
    for each in change.changed:
        node = node_of.get(each.resource.urn)
        for urns in each.resource.property_dependencies.values():
            for urn in urns:
                source = node_of.get(urn)
                if node and source and source.partition("n")[0] != node.partition("n")[0]:
                    links[source, node] = None
    return [f"  {source} --> {node}" for source, node in list(links)[:_MOST_LINKS]]


def _class(operation: Operation) -> str:
    return operation.name.lower().replace("_", "")


def _safe(text: str) -> str:
    clean = _UNSAFE.sub(" ", text).strip()
    return clean[:60] or "unnamed"
