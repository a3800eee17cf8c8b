"""The differences of one resource as rows of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from evenkeel.model import Value
from evenkeel.model.change import Effect, Missing, OptionChange
from evenkeel.report.changes_values import Shown, ShownProperty, path_text
from evenkeel.report.page.value_text import lines_of

_SHORT: Final = 72
_CONTEXT: Final = 2
_WORDS: Final = {"+": "added", "-": "removed", "~": "changed", "?": "may change"}
_EFFECTS: Final = {
    Effect.REPLACES: "forces a replacement (predicted)",
    Effect.MAY_REPLACE: "may force a replacement",
    Effect.IN_PLACE: "",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference: its sign, `+`, `-` or a blank, and its text."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One property that differs.

    Attributes:
        stem: what its path begins with, up to the last step.
        leaf: the last step.
        sign: `+`, `-`, `~` or `?`.
        word: the same as a word.
        effect: what it does to the resource, if that is more than an update.
        note: what stands beside or instead of the values.
        before: the value before, where it is short.
        after: the value after, where it is short.
        lines: the difference line by line, where a value is long.
    """

    stem: str
    leaf: str
    sign: str
    word: str
    effect: str = ""
    note: str = ""
    before: str | None = None
    after: str | None = None
    lines: tuple[Line, ...] = ()


def rows(found: Iterable[ShownProperty], most: int) -> tuple[Row, ...]:
    """Return differences as rows, none with more than `most` lines."""
    return tuple(_row(each, most) for each in found)


def option_rows(shown: Shown, options: Iterable[OptionChange]) -> tuple[Row, ...]:
    """Return the resource options that differ, as far as a reader need see them."""
    return tuple(
        Row(
            stem="option ",
            leaf=_camel(option.name),
            sign="~",
            word=_WORDS["~"],
            before=shown.text(_option_words(option.name, option.before)),
            after=shown.text(_option_words(option.name, option.after)),
        )
        for option in options
        if option.shown
    )


def whole(inputs: Value, sign: str, most: int) -> tuple[Line, ...]:
    """Return all properties of a resource that comes or goes."""
    return _limited([Line(sign, line) for line in lines_of(inputs)], most) if inputs else ()


def _row(found: ShownProperty, most: int) -> Row:
    stem, leaf = _split(found)
    old = None if isinstance(found.before, Missing) else lines_of(found.before)
    new = None if isinstance(found.after, Missing) else lines_of(found.after)
    short = all(len(each) == 1 and len(each[0]) <= _SHORT for each in (old, new) if each is not None)
    lines = () if short else _limited(list(_lines(old or (), new or ())), most)
    return Row(
        stem=stem,
        leaf=leaf,
        sign=found.sign,
        word=_WORDS[found.sign],
        effect=_EFFECTS[found.effect],
        note="" if found.note == _WORDS[found.sign] else found.note,
        before=old[0] or '""' if short and old else None,
        after=new[0] or '""' if short and new else None,
        lines=lines,
    )


def _split(found: ShownProperty) -> tuple[str, str]:
    """Return a path in two: what it begins with, and its last key with what follows in brackets."""
    keys = [place for place, step in enumerate(found.steps) if isinstance(step, str)]
    stem = path_text(found.steps[: keys[-1]]) if keys else ""
    return stem, found.path[len(stem) :]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    groups = SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT)
    for index, group in enumerate(groups):
        if index:
            yield Line(" ", "…")
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (Line(" ", line) for line in old[old_from:old_to])
            else:
                yield from (Line("-", line) for line in old[old_from:old_to])
                yield from (Line("+", line) for line in new[new_from:new_to])


def _limited(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[:most], Line(" ", f"… {len(lines) - most} more lines"))


def _camel(name: str) -> str:
    return "".join(part if index == 0 else part.title() for index, part in enumerate(name.split("_")))


def _option_words(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "none"  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return str(value).rpartition("::")[0].rpartition("::")[2] if name == "provider" else str(value).lower()
