"""Rendered YAML as documents, read as Helm and the API server read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import yaml

from components.helm.errors import ChartError

_PLAIN = (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$"),
    ("int", r"^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[1-9][0-9_]*|0)$"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
    ("null", r"^(?:~|null|Null|NULL|)$"),
    ("merge", r"^<<$"),
)


class _ManifestLoader(yaml.CSafeLoader):
    """Go's reading of plain scalars: no dates, no sexagesimal numbers, and `1e+06` is a number."""


_ManifestLoader.yaml_implicit_resolvers = {
    None: [(f"tag:yaml.org,2002:{tag}", re.compile(text)) for tag, text in _PLAIN]
}


def documents(rendered: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return each object in `rendered` with the template that it comes from; lists are taken apart.

    Args:
        rendered: template path to YAML, as Helm's engine gives it; notes are left out.

    Raises:
        ChartError: a template gave something that is no Kubernetes object.
    """
    for template in sorted(rendered):
        if template.endswith("NOTES.txt") or not rendered[template].strip():
            continue
        try:
            found = list(yaml.load_all(rendered[template], Loader=_ManifestLoader))
        except yaml.YAMLError as error:
            raise ChartError(f"{template}: rendered YAML cannot be read: {' '.join(str(error).split())}") from error
        for document in found:
            yield from _objects(template, document)


def _objects(template: str, document: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if document is None:
        return
    if not isinstance(document, dict):
        raise ChartError(f"{template}: rendered {type(document).__name__}, not a Kubernetes object")
    members = cast("dict[str, Any]", document)
    if not members:
        return
    if members.get("kind") == "List":
        for item in cast("list[object]", members.get("items") or []):
            yield from _objects(template, item)
        return
    metadata = members.get("metadata")
    for field, value in (
        ("apiVersion", members.get("apiVersion")),
        ("kind", members.get("kind")),
        ("metadata.name", cast("dict[str, Any]", metadata).get("name") if isinstance(metadata, dict) else None),
    ):
        if not isinstance(value, str) or not value:
            raise ChartError(f"{template}: {field}: {value!r} in a rendered object; the template must give it as text")
    yield template, members
