"""A change as a comment on a pull request, never longer than a code host takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    verdict,
)
from evenkeel.report.changes_lines import Line, one_line, resource_lines
from evenkeel.report.changes_picture import picture
from evenkeel.report.changes_values import Shown, path_text
from evenkeel.report.markdown import code, escaped, fence, folded

LIMIT: Final = 60_000
"""Characters and bytes of a comment; GitHub refuses more than 65,536 characters."""
_HEAD_LIMIT: Final = 30_000
_MOST_NAMES: Final = 8
_MOST_INPUTS: Final = 12
_UNSAFE_MARK: Final = re.compile(r"[^\w./+-]|-{2,}")
_DETAIL_PRIORITY: Final = {
    Operation.DELETE: 80,
    Operation.REPLACE: 70,
    Operation.MAY_REPLACE: 60,
    Operation.UPDATE: 50,
    Operation.CREATE: 30,
    Operation.RENAME: 20,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the comment.

    Attributes:
        title: its heading, plain words.
        body: Markdown; whoever makes it has redacted and escaped it.
        priority: the lowest is dropped first; 100 goes for what is never folded away lightly.
        fold: whether it opens at a click.
        headline: a line of Markdown below the verdict, which is never dropped; may be empty.
    """

    title: str
    body: str
    priority: int
    fold: bool = True
    headline: str = ""

    def text(self) -> str:
        """Return the section as Markdown."""
        return folded(escaped(self.title), self.body) if self.fold else f"### {escaped(self.title)}\n\n{self.body}"


def marker(project: str, stack: str) -> str:
    """Return the hidden line by which the comment of a stack is found again, to be updated in place."""
    name = "/".join(_UNSAFE_MARK.sub("_", part) for part in (project, stack))
    return f"<!-- evenkeel:diff:{name} -->"


def comment(change: Change, *, sections: Sequence[Section] = (), limit: int = LIMIT) -> str:
    """Return the comment: verdict, counts, dangers, what others supply, a picture, folded details.

    Args:
        change: of one stack.
        sections: of others, in their order: policy findings, cost, energy.
        limit: characters, and bytes as UTF-8, that the comment stays below.
    """
    shown = Shown(change)
    head = _head(shown, [section.headline for section in sections if section.headline])
    body = [section for section in (*sections, *_pictured(shown), *_details(shown), *_ends(shown)) if section.body]
    texts = [section.text() for section in body]
    sizes = [len(text.encode()) + 2 for text in texts]
    # the lowest first; of equals the last, since what can hurt stands in front
    waiting = sorted(range(len(body)), key=lambda place: (body[place].priority, -place))
    dropped: set[int] = set()
    while True:
        left_out = _dropped([body[place] for place in sorted(dropped)])
        size = len(head.encode()) + sum(sizes) - sum(sizes[place] for place in dropped) + len(left_out.encode()) + 2
        if size < limit or not waiting:
            break
        dropped.add(waiting.pop(0))
    kept = [text for place, text in enumerate(texts) if place not in dropped]
    whole = "\n\n".join(part for part in (head, *kept, left_out) if part)
    return whole if len(whole.encode()) < limit else _cut(change, limit)


def _dropped(sections: Sequence[Section]) -> str:
    if not sections:
        return ""
    names = [section.title for section in sections]
    listed = ", ".join(escaped(name) for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"_Left out to fit into a comment: {listed}{more}. The full report has them._"


def _cut(change: Change, limit: int) -> str:
    """Return what is left where even the head is too long: the verdict, and how many dangers there are."""
    text = "\n\n".join(
        [
            marker(change.head.project, change.head.stack),
            f"## {escaped(verdict(change))}",
            _counts(change),
            f"**{len(change.dangers)} dangers**, too many to list here: read the full report before merging.",
            _dropped([Section(title="all details", body="", priority=0)]),
        ]
    )
    return text if len(text.encode()) < limit else text.encode()[: max(limit - 1, 0)].decode(errors="ignore")


def _head(shown: Shown, headlines: Sequence[str]) -> str:
    change = shown.change
    sides = f"{code(shown.text(change.base_label))} → {code(shown.text(change.head_label))}"
    parts = [
        marker(change.head.project, change.head.stack),
        f"## {escaped(verdict(change))}",
        f"Stack {code(change.head.stack)}, {sides}",
        _counts(change),
        *headlines,
    ]
    dangers = _dangers(shown)
    if dangers:
        parts.append("### Look at these first\n\n" + "\n".join(dangers))
    secrets = _secrets(shown)
    if secrets:
        parts.append("### Secrets\n\n" + "\n".join(secrets))
    return "\n\n".join(parts)


def _counts(change: Change) -> str:
    counts = {operation: count for operation, count in counted(change).items() if count}
    if not counts:
        return ""
    top = " | ".join(f"{SIGNS[operation].strip() or '='} {WORDS[operation]}" for operation in counts)
    return f"| {top} |\n|{'---:|' * len(counts)}\n| {' | '.join(str(count) for count in counts.values())} |"


def _dangers(shown: Shown) -> list[str]:
    lines: list[str] = []
    found = danger_groups(shown, shown.change.dangers)
    room = _HEAD_LIMIT
    for index, group in enumerate(found):
        names = ", ".join(code(name) for name in group.names[:_MOST_NAMES])
        more = f" and {len(group.names) - _MOST_NAMES} more" if len(group.names) > _MOST_NAMES else ""
        line = f"- ⚠️ **{group.kind.value}**: {names}{more}: {escaped(group.detail)}"
        room -= len(line.encode())
        if room < 0:
            return [*lines, f"- … and {len(found) - index} more; the full report has them all"]
        lines.append(line)
    return lines


def _secrets(shown: Shown) -> list[str]:
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


def _pictured(shown: Shown) -> Iterator[Section]:
    source = picture(shown)
    if source:
        yield Section(title="What changes", body=fence([source], "mermaid"), priority=40, fold=False)


def _details(shown: Shown) -> Iterator[Section]:
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


def _ends(shown: Shown) -> Iterator[Section]:
    outputs = shown.outputs()
    if outputs:
        lines = [f"{'!' if found.sign in '~?' else found.sign} {found.path}" for found in outputs]
        yield Section(title=f"Outputs of the stack: {len(outputs)}", body=fence(lines, "diff"), priority=10)
    quiet = sum(len(each.quiet) for each in shown.change.resources)
    notes = [*shown.change.notes, *([f"{quiet} differences without effect are left out"] if quiet else [])]
    body = "\n".join(f"- {escaped(shown.text(note))}" for note in notes)
    yield Section(title="How this was made", body=body, priority=15)
