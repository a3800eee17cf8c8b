"""The resources of a change as the tree of the page: components, in them what changes, and what does not by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evenkeel.model.change import Danger, Operation, ResourceChange
from evenkeel.report.changes_groups import ORDER, SIGNS, WORDS, title
from evenkeel.report.changes_values import Shown
from evenkeel.report.kinds import label
from evenkeel.report.page.anchors import Anchors
from evenkeel.report.page.placement import Placement
from evenkeel.report.page.property_rows import Line, Row, option_rows, rows, whole
from evenkeel.report.tree import PROVIDER_PREFIX

_LINES_OF_ALL: Final = 24_000
"""About as many lines as all resources that come or go may fill, so that the page of a large stack still opens."""
_FEWEST_LINES: Final = 12
_MOST_LINES: Final = 120
_MOST_LINES_OF_A_DIFFERENCE: Final = 400
_OPENED: Final = 24
"""Up to as many differing resources stand open at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An operation as it is shown."""

    name: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A resource in the tree.

    Attributes:
        anchor: its identifier on the page.
        name: its name.
        label: its kind.
        counts: whether it is one of those that are counted: no component, no provider.
        mark: what happens to it.
        changed: anything happens to it or below it.
        open: its details stand open at first.
        children: what is below it and changes, what can hurt first.
        quiet: what is below it and stays as it is.
        quiet_count: how many resources those are, with all below them.
        detail: what there is to say of it; None where nothing happens to it.
        sums: how many of those below it each operation touches.
    """

    anchor: str
    name: str
    label: str
    counts: bool
    mark: Mark
    changed: bool
    open: bool
    children: tuple[Node, ...]
    quiet: tuple[Node, ...]
    quiet_count: int
    detail: Detail | None
    sums: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What happens to one resource.

    Attributes:
        type: its type token.
        urn: its URN.
        notes: `protected`, `holds data`, what it was called.
        dangers: what to look at, in words.
        rows: differences of its options and properties.
        lines: all of its properties, where it comes or goes.
        cost: what it costs a month before and after; empty where it costs nothing.
    """

    type: str
    urn: str
    notes: tuple[str, ...]
    dangers: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    cost: str


MARKS: Final = {
    operation: Mark(name=operation.name.lower().replace("_", "-"), sign=SIGNS[operation].strip() or "=", word=word)
    for operation, word in WORDS.items()
}


class ResourceTree:
    """Grows the nodes of a page.

    Args:
        shown: the change.
        anchors: identifiers of its resources.
        costs: what a resource costs, in words, by URN.
    """

    def __init__(self, shown: Shown, anchors: Anchors, costs: Mapping[str, str]) -> None:
        self._shown = shown
        self._anchors = anchors
        self._costs = costs
        self._placement = Placement(shown.change)
        self._dangers: dict[str, list[Danger]] = {}
        for danger in shown.change.dangers:
            self._dangers.setdefault(danger.urn, []).append(danger)
        kinds = Counter(each.before is not None and each.after is not None for each in shown.change.changed)
        self._most = min(max(_LINES_OF_ALL // max(kinds[False], 1), _FEWEST_LINES), _MOST_LINES)
        self._opens = kinds[True] <= _OPENED

    def top(self) -> tuple[tuple[Node, ...], tuple[Node, ...], int]:
        """Return the nodes at the top that change, those that do not, and how many resources the latter are."""
        return self._parted(self._placement.top)

    def _parted(self, siblings: Iterable[ResourceChange]) -> tuple[tuple[Node, ...], tuple[Node, ...], int]:
        nodes = [self._node(each) for each in siblings]
        quiet = tuple(node for node in nodes if not node.changed)
        return (
            tuple(sorted((node for node in nodes if node.changed), key=_worst)),
            quiet,
            sum(1 + node.quiet_count for node in quiet),
        )

    def _node(self, change: ResourceChange) -> Node:
        children, quiet, quiet_count = self._parted(self._placement.below(change))
        resource = change.resource
        kind = label(resource.type)
        named = title(self._shown, resource).removeprefix(kind).strip()
        touched = change.operation is not Operation.SAME
        two_sided = change.before is not None and change.after is not None
        return Node(
            anchor=self._anchors.of(resource.urn),
            name=named,
            label=self._shown.text(kind),
            counts=resource.custom and not resource.type.startswith(PROVIDER_PREFIX),
            mark=MARKS[change.operation],
            changed=touched or bool(children),
            open=bool(children) or (two_sided and self._opens),
            children=children,
            quiet=quiet,
            quiet_count=quiet_count,
            detail=self._detail(change) if touched else None,
            sums=_sums(children),
        )

    def _detail(self, change: ResourceChange) -> Detail:
        shown, resource = self._shown, change.resource
        both = change.before is not None and change.after is not None
        found = (
            (*option_rows(shown, change.options), *rows(shown.properties(change), _MOST_LINES_OF_A_DIFFERENCE))
            if both
            else ()
        )
        lines = () if both else whole(shown.inputs(resource), "-" if change.after is None else "+", self._most)
        return Detail(
            type=shown.text(resource.type),
            urn=shown.text(resource.urn),
            notes=tuple(self._notes(change)),
            dangers=tuple(
                f"{danger.kind.value}: {shown.text(danger.detail)}" for danger in self._dangers.get(resource.urn, ())
            ),
            rows=found,
            lines=lines,
            cost=self._costs.get(resource.urn, ""),
        )

    def _notes(self, change: ResourceChange) -> list[str]:
        notes = ["protected"] if change.protected else []
        notes += ["holds data"] if change.stateful and change.before is not None else []
        if change.renamed_from:
            notes.append(f"was {self._shown.text(change.renamed_from.rsplit('::', 1)[-1])}")
        return notes


def _sums(children: Sequence[Node]) -> tuple[tuple[Mark, int], ...]:
    counts: Counter[str] = Counter()
    for child in children:
        if child.counts and child.detail is not None:
            counts[child.mark.name] += 1
        for mark, count in child.sums:
            counts[mark.name] += count
    return tuple(
        (MARKS[operation], counts[MARKS[operation].name]) for operation in ORDER if counts[MARKS[operation].name]
    )


def _worst(node: Node) -> int:
    places = {MARKS[operation].name: place for place, operation in enumerate(ORDER)}
    own = [places[node.mark.name]] if node.detail is not None else []
    return min([*own, *(places[mark.name] for mark, _ in node.sums), len(places)])
