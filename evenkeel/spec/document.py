"""A YAML document that still knows on which line each key stands, and refuses keys that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from evenkeel.spec.problems import Problem

Loader: TypeAlias = yaml.CSafeLoader
_STRING_TAG: Final = "tag:yaml.org,2002:str"
_MERGE_TAG: Final = "tag:yaml.org,2002:merge"
_PLAIN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge")
)
_BRACKET: Final = re.compile(r"[\[\]{}]")
_MOST_NESTED: Final = 64
"""Deeper nesting than any stack file has; without a limit a hostile file exhausts the stack of the C parser."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document.

    Attributes:
        content: what it holds, in plain types.
        root: its node graph, for lines.
    """

    content: object
    root: yaml.Node | None

    def line_of(self, path: str) -> int:
        """Return the line of `path`, or of the nearest section above it; 0 in an empty document.

        Args:
            path: as problems write it, from the root of the document.
        """
        node, line, rest = self.root, self.root.start_mark.line + 1 if self.root else 0, path
        while node is not None and rest:
            below = _below(node, rest)
            if below is None:
                break
            key, node, rest = below
            line = key.start_mark.line + 1
        return line


def parse(text: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in `text`, or what is wrong with it as YAML."""
    deep = _too_deep(text)
    if deep:
        return None, [deep]
    loader = Loader(text)
    try:
        root = loader.get_single_node()  # pyright: ignore[reportUnknownMemberType]
        problems = [] if root is None else list(_key_problems(root))
        if problems:
            return None, problems
        content: object = None if root is None else loader.construct_document(root)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    except yaml.MarkedYAMLError as error:
        return None, [_malformed(error, text)]
    except yaml.YAMLError as error:
        return None, [Problem("", "", f"is not YAML: {str(error).splitlines()[0]}", "Take out what is not text.")]
    except (ValueError, RecursionError):
        fix = "Put values that are meant as text in quotes."
        return None, [Problem("", "", "holds a number or a date that cannot be read", fix)]
    finally:
        loader.dispose()  # pyright: ignore[reportUnknownMemberType]
    return Document(content, root), []


def _malformed(error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (-1, 0)
    lines = text.splitlines()
    if 0 <= line < len(lines) and lines[line][column : column + 1] == "\t":
        return Problem("", "", "is indented with a tab", "Indent with spaces.", line=line + 1)
    detail = ", ".join(part for part in (error.context, error.problem) if part)
    fix = "Check indentation, colons, brackets and quotes there."
    return Problem("", "", f"is not well-formed YAML: {detail} at column {column + 1}", fix, line=line + 1)


def _foreign_tag(line: int) -> Problem:
    return Problem("", "", "has a YAML tag that stack files do not take", "Take out what starts with !.", line=line)


def _too_deep(text: str) -> Problem | None:
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        indent = len(line) - len(line.lstrip(" -?"))
        for mark in _BRACKET.findall(line):
            depth = max(0, depth + (1 if mark in "[{" else -1))
            if depth > _MOST_NESTED:
                break
        if depth > _MOST_NESTED or indent > 4 * _MOST_NESTED:
            return Problem("", "", f"nests deeper than {_MOST_NESTED} levels", "Take levels out.", line=number)
    return None


def _key_problems(root: yaml.Node) -> Iterator[Problem]:
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        if node.tag not in _PLAIN_TAGS:
            yield _foreign_tag(node.start_mark.line + 1)
        below: list[yaml.Node] = []
        if isinstance(node, yaml.MappingNode):
            yield from _repeated_keys(node)
            below = [value for _key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            below = list(node.value)
        for child in below:
            if id(child) not in seen:
                seen.add(id(child))
                waiting.append(child)


def _repeated_keys(node: yaml.MappingNode) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for key, _value in node.value:
        line = key.start_mark.line + 1
        if key.tag == _MERGE_TAG:
            continue
        if not isinstance(key, yaml.ScalarNode) or key.tag != _STRING_TAG:
            shown = key.value if isinstance(key, yaml.ScalarNode) else "a list or section"
            yield Problem("", shown, "is used as a key but is not text", "Put the key in quotes.", line=line)
            continue
        if key.value in lines:
            fix = f"Keep one of them; the other is on line {lines[key.value]}."
            yield Problem(key.value, "", "stands twice in the same section", fix, line=line)
        lines[key.value] = line


def _below(node: yaml.Node, path: str) -> tuple[yaml.Node, yaml.Node, str] | None:
    path = path.removeprefix(".")
    if isinstance(node, yaml.SequenceNode) and path.startswith("["):
        number, _, rest = path[1:].partition("]")
        child = node.value[int(number)] if int(number) < len(node.value) else None
        return None if child is None else (child, child, rest)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            rest = path[len(name) :]
            if path.startswith(name) and (not rest or rest[0] in ".["):
                return key, value, rest
    return None
