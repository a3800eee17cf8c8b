"""The parts of a comment that tell of resources: counts, dangers, secrets, a picture, folded details."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model.change import Change, Operation, ResourceChange
from evenkeel.report.changes_groups import (
    ORDER,
    SIGNS,
    WORDS,
    counted,
    danger_groups,
    groups,
    title,
)
from evenkeel.report.changes_lines import Line, one_line, resource_lines
from evenkeel.report.changes_notes import last_notes
from evenkeel.report.changes_picture import picture
from evenkeel.report.changes_values import Shown, path_text
from evenkeel.report.comment_section import Section
from evenkeel.report.markdown import code, escaped, fence, utf8_size

_DANGER_ROOM: Final = 24_000
"""Bytes that dangers may take of a comment."""
_MOST_NAMES: Final = 8
_MOST_INPUTS: Final = 12
_DETAIL_PRIORITY: Final = {
    Operation.DELETE: 80,
    Operation.REPLACE: 70,
    Operation.MAY_REPLACE: 60,
    Operation.UPDATE: 50,
    Operation.CREATE: 30,
    Operation.RENAME: 20,
}


def counts(change: Change) -> str:
    """Return how many resources each operation touches, as a table; empty where there is no resource."""
    found = {operation: count for operation, count in counted(change).items() if count}
    if not found:
        return ""
    top = " | ".join(f"{SIGNS[operation].strip() or '='} {WORDS[operation]}" for operation in found)
    return f"| {top} |\n|{'---:|' * len(found)}\n| {' | '.join(str(count) for count in found.values())} |"


def danger_lines(shown: Shown) -> list[str]:
    """Return what to look at first, as a list that is never too long for a comment."""
    lines: list[str] = []
    found = danger_groups(shown, shown.change.dangers)
    room = _DANGER_ROOM
    for index, group in enumerate(found):
        names = ", ".join(code(name) for name in group.names[:_MOST_NAMES])
        more = f" and {len(group.names) - _MOST_NAMES} more" if len(group.names) > _MOST_NAMES else ""
        line = f"- ⚠️ **{group.kind.value}**: {names}{more}: {escaped(group.detail)}"
        room -= utf8_size(line)
        if room < 0:
            return [*lines, f"- … and {len(found) - index} more; the full report has them all"]
        lines.append(line)
    return lines


def secret_lines(shown: Shown) -> list[str]:
    """Return which secrets changed or may have changed, as a list."""
    change = shown.change
    words = {"added": "is new", "removed": "goes"}
    lines = [
        f"- {code(shown.text(each.key))} {words.get(each.difference.value, 'changed (redacted)')}"
        for each in change.secrets[:50]
    ]
    if change.hidden_secrets:
        names = dict.fromkeys(
            f"{each.urn.rsplit('::', 1)[-1]}: {path_text([step for step in each.path if isinstance(step, str)])}"
            for each in change.hidden_secrets
        )
        listed = ", ".join(code(shown.text(name)) for name in list(names)[:_MOST_NAMES])
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        lines.append(f"- may have changed (not readable on either side): {listed}{more}")
    return lines


def pictured(shown: Shown) -> Iterator[Section]:
    """Return the picture, where something changes."""
    source = picture(shown)
    if source:
        yield Section(title="What changes", body=fence([source], "mermaid"), priority=40, fold=False)


def details(shown: Shown) -> Iterator[Section]:
    """Return the differences of each resource, by component and operation."""
    for name, members in groups(shown.change):
        for operation in ORDER:
            found = [each for each in members if each.operation is operation]
            if found:
                heading = f"{name}: {WORDS[operation]} {len(found)}"
                lines = [line for each in found for line in _resource(shown, each)]
                yield Section(
                    title=shown.text(heading), body=fence(lines, "diff"), priority=_DETAIL_PRIORITY[operation]
                )


def _resource(shown: Shown, change: ResourceChange) -> Iterator[str]:
    marks = ["protected"] if change.protected else []
    marks += ["holds data"] if change.stateful and change.before is not None else []
    marks += [f"was {shown.text(change.renamed_from.rsplit('::', 1)[-1])}"] if change.renamed_from else []
    sign = {"±": "!", "~": "!", "→": "!"}.get(SIGNS[change.operation], SIGNS[change.operation])
    beside = f"  ({', '.join(marks)})" if marks else ""
    yield f"{sign} {title(shown, change.resource)}{beside}"
    for line in _lines(shown, change):
        yield f"{'!' if line.sign in {'~', '?'} else line.sign}     {line.text}"


def _lines(shown: Shown, change: ResourceChange) -> list[Line]:
    if change.before is not None and change.after is not None:
        return resource_lines(shown, change)
    if change.after is None:
        return []
    hidden = {"apiVersion", "kind", "metadata", "tags"}
    inputs = [(key, value) for key, value in shown.inputs(change.after).items() if key not in hidden]
    return [Line("+", f"{shown.text(key)}: {one_line(value)}") for key, value in inputs[:_MOST_INPUTS]]


def ends(shown: Shown) -> Iterator[Section]:
    """Return the outputs that differ, and the notes."""
    outputs = shown.outputs()
    if outputs:
        lines = [f"{'!' if found.sign in '~?' else found.sign} {found.path}" for found in outputs]
        yield Section(title=f"Outputs of the stack: {len(outputs)}", body=fence(lines, "diff"), priority=10)
    body = "\n".join(f"- {escaped(shown.text(note))}" for note in last_notes(shown.change))
    yield Section(title="How this was made", body=body, priority=15)
