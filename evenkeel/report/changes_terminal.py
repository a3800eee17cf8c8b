"""The resources of a change on a terminal: dangers, secrets, each resource with its differences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from evenkeel.model.change import Operation, ResourceChange
from evenkeel.report.changes_groups import (
    ORDER,
    SIGNS,
    WORDS,
    danger_groups,
    groups,
    title,
)
from evenkeel.report.changes_lines import Line, one_line, resource_lines
from evenkeel.report.changes_notes import last_notes
from evenkeel.report.changes_values import Shown, path_text
from evenkeel.report.layout import shortened
from evenkeel.report.style import Style

_MOST_NAMES: Final = 12


def resource_sections(shown: Shown, width: int, style: Style, *, details: bool) -> Iterator[str]:
    """Return the resources by component, and the outputs.

    Args:
        shown: the change.
        width: columns.
        style: emphasis.
        details: show the properties of what is created, too, and the names of outputs.
    """
    for name, members in groups(shown.change):
        yield ""
        yield style.strong(shown.text(name))
        for member in members:
            yield from _resource(shown, member, width, style, details=details)
    if shown.change.outputs and (outputs := shown.outputs()):
        yield ""
        yield f"{len(outputs)} outputs of the stack differ" + (": " if details else "")
        if details:
            yield from (f"  {found.sign} {found.path}" for found in outputs)


def note_lines(shown: Shown, width: int, style: Style) -> Iterator[str]:
    """Return what a reader should know about the comparison itself."""
    yield ""
    for note in last_notes(shown.change):
        yield from (style.faint(line) for line in textwrap.wrap(shown.text(note), width))


def danger_lines(shown: Shown, width: int, style: Style) -> Iterator[str]:
    """Return what to look at first."""
    found = danger_groups(shown, shown.change.dangers)
    if not found:
        return
    yield ""
    yield style.warning("Look at these first")
    for group in found:
        names = ", ".join(group.names[:_MOST_NAMES])
        if len(group.names) > _MOST_NAMES:
            names += f" and {len(group.names) - _MOST_NAMES} more"
        text = f"{group.kind.value}: {names}: {group.detail}"
        first, *rest = textwrap.wrap(text, max(width - 4, 40), break_on_hyphens=False) or [""]
        yield f"  {style.warning('!')} {first}"
        yield from (f"    {line}" for line in rest)


def secret_lines(shown: Shown, style: Style) -> Iterator[str]:
    """Return which secrets changed or may have changed."""
    change = shown.change
    if change.secrets or change.hidden_secrets:
        yield ""
        yield style.strong("Secrets")
    for secret in change.secrets:
        words = {"added": "is new", "removed": "goes"}.get(secret.difference.value, "changed (redacted)")
        yield f"  ~ {shown.text(secret.key)} {words}"
    if change.hidden_secrets:
        names = dict.fromkeys(f"{each.urn.rsplit('::', 1)[-1]}.{_path(each.path)}" for each in change.hidden_secrets)
        listed = ", ".join(shown.text(name) for name in list(names)[:_MOST_NAMES])
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        yield f"  ? may have changed (not readable on either side): {listed}{more}"


def _path(path: Sequence[object]) -> str:
    return path_text([step for step in path if isinstance(step, str)])


def _resource(shown: Shown, change: ResourceChange, width: int, style: Style, *, details: bool) -> Iterator[str]:
    sign = SIGNS[change.operation]
    marks = [WORDS[change.operation]]
    marks += ["protected"] if change.protected else []
    marks += ["holds data"] if change.stateful and change.operation is not Operation.CREATE else []
    if change.renamed_from and change.operation in {*ORDER}:
        marks.append(f"was {shown.text(change.renamed_from.rsplit('::', 1)[-1])}")
    paint = style.warning if change.operation in ORDER[:3] else style.strong
    yield f"  {paint(sign)} {title(shown, change.resource)}  {style.faint(', '.join(marks))}"
    for line in _lines(shown, change, details=details):
        text = shortened(line.text, max(width - 8, 40))
        yield f"      {line.sign} {style.faint(text) if line.sign == ' ' else text}"


def _lines(shown: Shown, change: ResourceChange, *, details: bool) -> list[Line]:
    if change.before is not None and change.after is not None:
        return resource_lines(shown, change)
    if details and change.after is not None:
        return [Line("+", f"{shown.text(key)}: {one_line(value)}") for key, value in shown.inputs(change.after).items()]
    return []
