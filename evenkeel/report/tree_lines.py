"""The tree of a plan, line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evenkeel.model import Plan, Resource
from evenkeel.report.kinds import label
from evenkeel.report.layout import flow, row, shortened
from evenkeel.report.properties import marks, properties, title
from evenkeel.report.style import Style
from evenkeel.report.summary import family
from evenkeel.report.tree import Branch, Tree, is_definition
from evenkeel.report.values import printable

_NAMES: Final = 110


def tree_lines(plan: Plan, *, width: int, style: Style, details: bool) -> list[str]:
    """Return the tree of a plan, one resource or several that are alike a line, with the properties that matter."""
    lines = _TreeLines(plan, width, style, details=details)
    branches, minor = lines.tree.top()
    lines.add(None, branches, minor, _Place())
    return lines.lines


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a branch stands: the tree lines in front of it, and the namespaces that it need not repeat."""

    stem: str = ""
    namespaces: frozenset[str] = frozenset()


class _TreeLines:
    def __init__(self, plan: Plan, width: int, style: Style, *, details: bool) -> None:
        self.tree = Tree(plan, details)
        self.lines: list[str] = []
        self._width = width
        self._style = style
        self._details = details
        self._column = 34 if width < 100 else 46

    def add(self, parent: Branch | None, branches: Sequence[Branch], minor: Mapping[str, int], at: _Place) -> None:
        for place, branch in enumerate(branches):
            last = branch is branches[-1] and not minor
            self._branch(parent, branch, at, last=last)
            if parent is None and (
                branch is branches[-1] or _stands_alone(branch) or _stands_alone(branches[place + 1])
            ):
                self.lines.append("")
        if minor:
            stem = f"{at.stem}└─ + " if parent else "+ "
            first, *rest = flow(_times(minor), self._width - len(stem), ", ")
            self.lines.append(self._style.faint(stem + first))
            self.lines += [self._style.faint(at.stem.ljust(len(stem)) + line) for line in rest]
            self.lines += [] if parent else [""]

    def _branch(self, parent: Branch | None, branch: Branch, at: _Place, *, last: bool) -> None:
        tip, gap = ("", "") if parent is None else ("└─ ", "   ") if last else ("├─ ", "│  ")
        head, parts = self._words(parent, branch, self._width - len(at.stem + tip))
        namespaces = frozenset[str]().union(*(self.tree.namespaces[member.urn] for member in branch.members))
        if len(namespaces) == 1 and namespaces != at.namespaces:
            parts.append(f"{self._style.faint('in namespace')} {printable(*namespaces)}")
        below = at.stem + gap + ("│" if branch.children else "")
        if branch.minor and not branch.children:
            parts.append(self._style.faint(f"+ {', '.join(_times(branch.minor))}"))
        self.lines += row(at.stem + tip, below, head, parts, column=self._column, width=self._width, style=self._style)
        inherited = namespaces if len(namespaces) == 1 else frozenset[str]()
        self.add(branch, branch.children, branch.minor if branch.children else {}, _Place(at.stem + gap, inherited))

    def _words(self, parent: Branch | None, branch: Branch, room: int) -> tuple[str, list[str]]:
        """Return the head of a branch, and what stands beside it."""
        count = len(branch.members)
        above = {member.urn: member for member in parent.members} if parent else {}
        names = list(
            dict.fromkeys(
                title(member, above.get(member.parent or ""), full=self._details) for member in branch.members
            )
        )
        name = f" {names[0]}" if len(names) == 1 else ""
        times = f" x{count}" if count > 1 else ""
        kind = shortened(label(branch.first.type), room - len(times) - min(len(name), room // 2))
        head = self._emphasis(branch.first)(kind) + shortened(name, room - len(kind) - len(times)) + times
        parts: list[str] = []
        if len(names) > 1 and not is_definition(branch.first):
            parts.append(_some(names))
        parts += [self._style.warning(mark) for mark in marks(branch)]
        return head, parts + properties(branch, self._style, details=self._details)

    def _emphasis(self, resource: Resource) -> Callable[[str], str]:
        style = self._style
        return {"AWS": style.aws, "Kubernetes": style.kubernetes}.get(family(resource), style.strong)


def _times(minor: Mapping[str, int]) -> list[str]:
    return [f"{label(token)} x{count}" if count > 1 else label(token) for token, count in minor.items()]


def _stands_alone(branch: Branch) -> bool:
    return bool(branch.children or branch.minor)


def _some(names: Sequence[str]) -> str:
    """Return as many names as fit into a line or two."""
    shown: list[str] = []
    for name in names:
        if sum(map(len, shown)) + 2 * len(shown) + len(name) > _NAMES:
            return f"{', '.join(shown)}, … ({len(names)})"
        shown.append(name)
    return ", ".join(shown)
