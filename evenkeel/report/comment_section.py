"""Parts of a comment, and which of them are left out so that it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from evenkeel.report.markdown import escaped, folded, utf8_size

_MOST_NAMES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the comment.

    Attributes:
        title: its heading, plain words.
        body: Markdown; whoever makes it has redacted and escaped it.
        priority: the lowest is dropped first; 100 goes for what is never folded away lightly.
        fold: whether it opens at a click.
    """

    title: str
    body: str
    priority: int
    fold: bool = True

    def text(self) -> str:
        """Return the section as Markdown."""
        return folded(escaped(self.title), self.body) if self.fold else f"### {escaped(self.title)}\n\n{self.body}"


def fitted(head: str, sections: Sequence[Section], limit: int) -> str | None:
    """Return a head with as many sections as fit, whole ones, and which were left out.

    Args:
        head: what is never left out.
        sections: in their order; those without a body are not shown.
        limit: bytes as UTF-8 that the text stays below.

    Returns:
        The text; None if even the head is too long.
    """
    body = [section for section in sections if section.body]
    texts = [section.text() for section in body]
    sizes = [utf8_size(text) + 2 for text in texts]
    # the lowest first; of equals the last, since what can hurt stands in front
    waiting = sorted(range(len(body)), key=lambda place: (body[place].priority, -place))
    dropped: set[int] = set()
    while True:
        left_out = left_out_words([body[place] for place in sorted(dropped)])
        size = utf8_size(head) + sum(sizes) - sum(sizes[place] for place in dropped) + utf8_size(left_out) + 2
        if size < limit or not waiting:
            break
        dropped.add(waiting.pop(0))
    kept = [text for place, text in enumerate(texts) if place not in dropped]
    whole = "\n\n".join(part for part in (head, *kept, left_out) if part)
    return whole if utf8_size(whole) < limit else None


def left_out_words(sections: Sequence[Section]) -> str:
    """Return a line that says what was left out; empty where nothing was."""
    if not sections:
        return ""
    names = [section.title for section in sections]
    listed = ", ".join(escaped(name) for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"_Left out to fit into a comment: {listed}{more}. The full report has them._"
