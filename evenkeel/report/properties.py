"""The properties of a branch that a reader wants beside its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evenkeel.model import UNKNOWN, Resource
from evenkeel.report.kind_tables import kind_of
from evenkeel.report.layout import shortened
from evenkeel.report.redaction import redacted
from evenkeel.report.style import Style
from evenkeel.report.tree import Branch, is_definition
from evenkeel.report.values import is_unknown, lookup, name_of, printable, text

_HIDDEN = frozenset({"tags", "tagsAll", "apiVersion", "kind", "metadata"})
_LONGEST = 200
_DIGEST = re.compile(r"(?<=@sha256:)([0-9a-f]{12})[0-9a-f]{52}")
_LONGEST_DETAIL = 400


def title(resource: Resource, parent: Resource | None, *, full: bool) -> str:
    """Return the name of a resource: a Kubernetes object's own, else the logical one without its parent's name."""
    metadata = resource.inputs.get("metadata")
    name = lookup(metadata, "name") if resource.type.startswith("kubernetes:") else None
    if isinstance(name, str):
        return printable(name)
    logical = printable(resource.name)
    if full or parent is None:
        return logical
    return logical.removeprefix(f"{printable(parent.name)}-") or logical


def marks(branch: Branch) -> list[str]:
    """Return what the engine will not do as usual: protected, kept, adopted or only read."""
    found: list[str] = []
    counts = {
        "protected": sum(member.protect for member in branch.members),
        "kept on delete": sum(member.retain_on_delete for member in branch.members),
        "read, not managed": sum(member.external for member in branch.members),
    }
    for words, count in counts.items():
        if count:
            found.append(words if count == len(branch.members) else f"{count} of {len(branch.members)} {words}")
    found += [f"adopts {printable(member.import_id)}" for member in branch.members[:3] if member.import_id]
    return found


def properties(branch: Branch, style: Style, *, details: bool) -> list[str]:
    """Return the parts of the line: one text for each property that is set."""
    if is_definition(branch.first):
        return _definitions(branch)
    kind = kind_of(branch.first.type)
    shown = dict(kind.shown)
    if details:
        covered = {path.partition(".")[0].removesuffix("[]") for path in shown.values()}
        rest = [key for key in branch.first.inputs if key not in covered and key not in _HIDDEN]
        if not branch.first.type.startswith("kubernetes:"):
            shown.update({key: key for key in rest})
    parts: list[str] = []
    for name, path in shown.items():
        value = _value(branch.members, path, details=details)
        if name.endswith("?"):
            value = {"true": name[:-1], "false": ""}.get(value, f"{style.faint(name[:-1])} {value}" if value else "")
        elif name.strip() and value:
            value = f"{style.faint(name)} {value}"
        if value:
            parts.append(value)
    return parts


def _value(members: Sequence[Resource], path: str, *, details: bool) -> str:
    key = path.rpartition(".")[2].removesuffix("[]")
    texts: list[str] = []
    sources: list[str] = []
    for member in members:
        value = lookup(member.inputs, path)
        if value is None or value == {}:
            continue
        if value == UNKNOWN or (isinstance(value, list) and value and all(item == UNKNOWN for item in value)):
            sources.append(source_of(member, path))
        else:
            unknown = f"← {source_of(member, path)}" if is_unknown(value) else ""
            texts.append(text(redacted(value, key), unknown=unknown, items=100 if details else 4))
    joined = _some(texts, details=details)
    if sources:
        joined += f"{', ' if texts else ''}← {_some(sources, details=details)}"
    if not details:
        joined = _DIGEST.sub(r"\1…", joined)
    return shortened(joined, _LONGEST_DETAIL if details else _LONGEST)


def _some(texts: Sequence[str], *, details: bool) -> str:
    distinct = list(dict.fromkeys(texts))
    if len(distinct) > 3 and not details:
        distinct = [*distinct[:2], f"… ({len(distinct)})"]
    return ", ".join(distinct)


def source_of(resource: Resource, path: str) -> str:
    """Return the name of the resource that an unknown property comes from."""
    top = path.partition(".")[0].removesuffix("[]")
    first, *others = resource.property_dependencies.get(top) or [""]
    if not first:
        return "known after it exists"
    return f"{name_of(first)} +{len(others)}" if others else name_of(first)


def _definitions(branch: Branch) -> list[str]:
    groups: dict[str, int] = {}
    for member in branch.members:
        group = text(lookup(member.inputs, "spec.group")) if lookup(member.inputs, "spec.group") else member.name
        groups[group] = groups.get(group, 0) + 1
    return [", ".join(f"{group} {count}" for group, count in groups.items())]
