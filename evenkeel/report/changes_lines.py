"""The differences of one resource, line by line: Kubernetes objects as YAML, all others by path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Final

import yaml

from evenkeel.model import Value
from evenkeel.model.change import Effect, Item, Missing, OptionChange, ResourceChange
from evenkeel.report.changes_values import Shown, ShownProperty, plain

_LONGEST: Final = 300
_MOST_LINES: Final = 60
_EFFECTS: Final = {
    Effect.REPLACES: "forces a replacement (predicted)",
    Effect.MAY_REPLACE: "may force a replacement",
    Effect.IN_PLACE: "",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference.

    Attributes:
        sign: `+`, `-`, `~`, `?` or a blank for context.
        text: redacted, without line breaks.
    """

    sign: str
    text: str


def resource_lines(shown: Shown, change: ResourceChange) -> list[Line]:
    """Return the lines of one resource that differs on both sides."""
    found = shown.properties(change)
    options = [_option(shown, option) for option in change.options if option.shown]
    if change.resource.type.startswith("kubernetes:"):
        return [*options, *_yaml(found)]
    return [*options, *(line for each in found for line in _flat(each))]


def _option(shown: Shown, option: OptionChange) -> Line:
    def words(value: object) -> str:
        if isinstance(value, tuple):
            return ", ".join(str(item) for item in value) or "none"  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return str(value).rpartition("::")[0].rpartition("::")[2] if option.name == "provider" else str(value).lower()

    name = "".join(part if index == 0 else part.title() for index, part in enumerate(option.name.split("_")))
    return Line("~", shown.text(f"({name}) {words(option.before)} → {words(option.after)}"))


def _flat(found: ShownProperty) -> Iterator[Line]:
    effect = f"    # {_EFFECTS[found.effect]}" if _EFFECTS[found.effect] else ""
    old, new = found.before, found.after
    if not isinstance(old, Missing) and not isinstance(new, Missing):
        if _is_text(old) and _is_text(new):
            yield Line(found.sign, f"{found.path}:{effect}")
            yield from _text_lines(str(old), str(new), "  ")
            return
        if max(len(one_line(old)), len(one_line(new))) > _LONGEST // 3:
            yield Line(found.sign, f"{found.path}:{effect}")
            yield Line("-", f"  {one_line(old)}")
            yield Line("+", f"  {one_line(new)}")
            return
        note = f" ({found.note})" if found.note else ""
        yield Line(found.sign, f"{found.path}: {one_line(old)} → {one_line(new)}{note}{effect}")
        return
    value = new if isinstance(old, Missing) else old
    if isinstance(value, Missing):
        yield Line(found.sign, f"{found.path}: {found.note}{effect}")
    else:
        yield Line(found.sign, f"{found.path}: {one_line(value)}{effect}")


def one_line(value: Value) -> str:
    """Return a redacted value in one line."""
    content = plain(value)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    text = " ".join(text.split()) if text.strip() else json.dumps(text)
    return _cut(text)


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and "\n" in value.strip()


def _text_lines(old: str, new: str, stem: str) -> Iterator[Line]:
    different = list(unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm=""))[2:]
    for line in different[:_MOST_LINES]:
        if line.startswith("@@"):
            yield Line(" ", f"{stem}…")
        else:
            yield Line(line[:1].strip() or " ", f"{stem}{_cut(line[1:])}")
    if len(different) > _MOST_LINES:
        yield Line(" ", f"{stem}… {len(different) - _MOST_LINES} more lines")


def _cut(text: str) -> str:
    clean = "".join(character if character.isprintable() else " " for character in text)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"


@dataclass(slots=True)
class _Node:
    below: dict[str | tuple[str, str], _Node] = field(default_factory=dict[str | tuple[str, str], "_Node"])
    found: ShownProperty | None = None


def _yaml(found: Sequence[ShownProperty]) -> Iterator[Line]:
    """Return the differences as fragments of the object's YAML."""
    root = _Node()
    for each in found:
        node = root
        for step in each.steps:
            node = node.below.setdefault((step.key, step.value) if isinstance(step, Item) else step, _Node())
        node.found = each
    yield from _below(root, 0)


def _below(node: _Node, depth: int) -> Iterator[Line]:
    stem = "  " * depth
    for key, inner in node.below.items():
        if isinstance(key, tuple):
            if inner.found is not None:
                yield from _leaf(inner.found, stem, "- ")
            else:
                yield Line(" ", f"{stem}- {key[0]}: {key[1]}" if key[0] else f"{stem}- # item {int(key[1]) + 1}")
                yield from _below(inner, depth + 1)
        elif inner.found is not None:
            yield from _leaf(inner.found, stem, f"{_key(key)}: ")
        else:
            yield Line(" ", f"{stem}{_key(key)}:")
            yield from _below(inner, depth + 1)


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("/", "").replace(".", "").replace("_", "").isalnum() else json.dumps(key)


def _leaf(found: ShownProperty, stem: str, head: str) -> Iterator[Line]:
    effect = f"    # {_EFFECTS[found.effect]}" if _EFFECTS[found.effect] else ""
    old, new = found.before, found.after
    if isinstance(old, Missing) and isinstance(new, Missing):
        yield Line(found.sign, f"{stem}{head}# {found.note}{effect}")
        return
    if not isinstance(old, Missing) and not isinstance(new, Missing) and _is_text(old) and _is_text(new):
        yield Line("~", f"{stem}{head}|{effect}")
        yield from _text_lines(str(old), str(new), f"{stem}  ")
        return
    for sign, value in (("-", old), ("+", new)):
        if not isinstance(value, Missing):
            lines = _dumped(value, stem, head)
            last = effect if sign == "+" or isinstance(new, Missing) else ""
            yield Line(sign, lines[0] + last)
            yield from (Line(sign, line) for line in lines[1:])


def _dumped(value: Value, stem: str, head: str) -> list[str]:
    """Return a value as YAML behind its key, or as an item of a list."""
    content = plain(value)
    if not content or not isinstance(content, (dict, list)):
        return [f"{stem}{head}{_scalar(content)}"]
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=_LONGEST)
    lines = [_cut(line) for line in text.splitlines()]
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"# … {len(lines) - _MOST_LINES} more lines"]
    if head == "- ":
        return [f"{stem}{'  ' if index else '- '}{line}" for index, line in enumerate(lines)]
    return [f"{stem}{head.rstrip()}", *(f"{stem}  {line}" for line in lines)]


def _scalar(content: object) -> str:
    if isinstance(content, str) and content and "\n" not in content and content == content.strip():
        return _cut(content)
    return _cut(json.dumps(content, ensure_ascii=False))
