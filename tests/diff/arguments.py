"""The input properties of the pinned SDKs, read from their text: importing all of them takes seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

GETTER = re.compile(
    r'    @pulumi\.getter(?:\(name="(\w+)"\))?\n'
    r"(?:    @_utilities\.deprecated\([\s\S]*?\)\n)?"
    r"    def (\w+)\(self\) -> (.+):\n"
    r'(?:        """([\s\S]*?)""")?'
)
NESTED = re.compile(r"'(?:(_\w+)\.(\w+)\.)?(\w+)Args'")


class Argument(NamedTuple):
    """An input property: its annotation, and what the SDK says of it."""

    annotation: str
    said: str


def aws_arguments(token: str) -> Mapping[str, Argument]:
    """Return the input properties of an AWS kind."""
    _, module, name = token.split(":")
    folder, file = module.split("/")
    return _members(_sdk("pulumi_aws") / folder / f"{_snake(file)}.py", name)


def kubernetes_arguments(kind: str) -> Mapping[str, Argument]:
    """Return the input properties of a kind that Kubernetes itself defines, or of a Helm release."""
    return _members(_kubernetes(kind), kind.rpartition(":")[2])


def has_path(token: str, path: str) -> bool:
    """Tell whether a kind of the SDKs has a property at a path of names."""
    if token.startswith("aws:"):
        folder = token.removeprefix("aws:").partition("/")[0]
        return _has(aws_arguments(token), path.split("."), _sdk("pulumi_aws") / folder)
    return _has(kubernetes_arguments(token), path.split("."), _kubernetes(token).parent)


def _has(members: Mapping[str, Argument], names: list[str], folder: Path) -> bool:
    first, *rest = names
    if first not in members or not rest:
        return first in members
    for group, release, name in NESTED.findall(members[first].annotation):
        inside = folder.parents[1] / group.strip("_") / release if group else folder
        if _has(_members(inside / "_inputs.py", name), rest, inside):
            return True
    return False


def _kubernetes(kind: str) -> Path:
    _, group, name = kind.split(":")
    release = {"helm.sh": "v3", "autoscaling": "v2"}.get(group, "v1")
    return _sdk("pulumi_kubernetes") / group.split(".")[0] / release / f"{name}.py"


@cache
def _members(file: Path, name: str) -> Mapping[str, Argument]:
    text = _text(file)
    # a resource has InitArgs where a nested type has taken its name
    start = max(text.find(f"class {name}{suffix}:\n") for suffix in ("InitArgs", "Args"))
    body = text[start : text.find("\nclass ", start)] if start >= 0 else ""
    return {alias or own: Argument(annotation, said) for alias, own, annotation, said in GETTER.findall(body)}


@cache
def _text(file: Path) -> str:
    return file.read_text("utf-8")


@cache
def _sdk(package: str) -> Path:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
