"""Names of the properties of Kubernetes kinds, read from the source of the installed Kubernetes SDK.

Importing the SDK's type modules would take about half a second for the core group alone, since each builds thousands of
classes; their declarations are regular, so that the few that a program uses are read from the text in milliseconds.
A test compares what is read here with the types of the imported modules.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from evenkeel.plan import shapes

_CLASS: Final = re.compile(r"^class (\w+Args):$", re.MULTILINE)
_PROPERTY: Final = re.compile(
    r'^    @pulumi\.getter(?:\(name="(?P<name>[^"]+)"\))?\n    def (?P<python>\w+)\(self\) -> (?P<type>.+):$',
    re.MULTILINE,
)
_EXTENSION: Final = "x_kubernetes_"
"""How the SDK spells the start of `x-kubernetes-...` in schemas, where a document has dashes."""


def shape(token: str) -> shapes.ObjectOf | None:
    """Return the shape of a kind's inputs, or None where the SDK does not type the kind.

    Args:
        token: a type token such as `kubernetes:apps/v1:Deployment`.
    """
    root = _package()
    if root is None or f'"{token}"' not in _registered(root):
        return None
    _, group, kind = token.split(":", 2)
    name, _, version = group.partition("/")
    return _of_class(root / name.partition(".")[0] / version / "_inputs.py", f"{kind}Args")


@cache
def _package() -> Path | None:
    found = importlib.util.find_spec("pulumi_kubernetes")
    return Path(found.origin).parent if found and found.origin else None


@cache
def _registered(root: Path) -> str:
    """Return the text of the SDK's table of its types."""
    return (root / "__init__.py").read_text("utf-8")


@cache
def _declarations(path: Path) -> tuple[str, Mapping[str, tuple[int, int]]]:
    """Return a module's text, and where in it each class begins and ends."""
    if not path.is_file():
        return "", {}
    text = path.read_text("utf-8")
    found = list(_CLASS.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return text, {match[1]: (match.end(), end) for match, end in zip(found, ends, strict=True)}


@cache
def _of_class(path: Path, name: str) -> shapes.ObjectOf | None:
    return shapes.ObjectOf(name, lambda: _members(path, name)) if name in _declarations(path)[1] else None


def _members(path: Path, name: str) -> Mapping[str, shapes.Shape]:
    text, places = _declarations(path)
    members: dict[str, shapes.Shape] = {}
    for match in _PROPERTY.finditer(text, *places[name]):
        key = match["name"] or match["python"]
        members[key] = _of_annotation(path, match["type"])
        if key.startswith(_EXTENSION):
            members[key.replace("_", "-")] = members[key]
    return members


@cache
def _of_annotation(path: Path, text: str) -> shapes.Shape:
    return _of_expression(path, ast.parse(text, mode="eval").body)


def _of_expression(path: Path, expression: ast.expr) -> shapes.Shape:
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return _of_reference(path, expression.value)
    if isinstance(expression, ast.Subscript):
        return _of_generic(path, expression)
    return shapes.SCALAR if isinstance(expression, ast.Attribute) else shapes.ANYTHING


def _of_generic(path: Path, expression: ast.Subscript) -> shapes.Shape:
    head = expression.value
    name = head.attr if isinstance(head, ast.Attribute) else ast.unparse(head)
    inner = expression.slice.elts if isinstance(expression.slice, ast.Tuple) else [expression.slice]
    if name == "Literal":
        return shapes.SCALAR
    found = [_of_expression(path, one) for one in inner]
    wrapped = {"Sequence": shapes.ListOf, "Mapping": shapes.MapOf}.get(name)
    return wrapped(found[-1]) if wrapped else shapes.joined(found)


def _of_reference(path: Path, text: str) -> shapes.Shape:
    """Find a class that an annotation names: `ContainerArgs` here, or `_core.v1.ContainerArgs` in another group."""
    module, _, name = text.rpartition(".")
    if module:
        path = path.parents[2].joinpath(*module.removeprefix("_").split("."), "_inputs.py")
    return _of_class(path, name) or shapes.ANYTHING
