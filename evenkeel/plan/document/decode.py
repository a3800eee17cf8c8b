"""Read a plan document, or the exported state of a stack."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from evenkeel.model import REDACTED, UNKNOWN, Asset, Fidelity, Plan, Reference, Resource, Secret, Value
from evenkeel.plan import urn as urns
from evenkeel.plan import wire
from evenkeel.plan.document.encode import HEADER, VERSION
from evenkeel.plan.errors import DocumentError

_HOW: Final = "write one with `evenkeel preview --out FILE`, or export a state with `pulumi stack export`"
_DEEPEST: Final = 100
"""Levels of a property; what reads it goes one call or more deeper for each."""


def loads(text: str, *, source: str = "the plan") -> Plan:
    """Read a plan document, or what `pulumi stack export` wrote (fidelity `exported`).

    Args:
        text: the document.
        source: what messages call it, a path for example.

    Raises:
        DocumentError: it is neither.
    """
    content = _content(text, source)
    deployment = _mapping(content["deployment"], source, "`deployment`")
    given: object = deployment.get("resources") or []
    if not isinstance(given, list):
        raise DocumentError(f"{source}: `deployment.resources` is not a list; {_HOW}")
    entries = [_mapping(entry, source, f"resource {index}") for index, entry in enumerate(cast("list[object]", given))]
    resources = tuple(_resource(entry, source, index) for index, entry in enumerate(entries) if not entry.get("delete"))
    _check_parents(resources, source)
    header = _mapping(content.get(HEADER) or {}, source, f"`{HEADER}`")
    versions: Mapping[str, object] = header.get("versions") or {}
    if not header and not resources:
        raise DocumentError(f"{source}: an exported state without resources: nothing is deployed in that stack")
    first = urns.parse(resources[0].urn) if resources else None
    root = next((resource for resource in resources if resource.type == urns.STACK_TYPE), None)
    try:
        fidelity = Fidelity(header.get("fidelity", Fidelity.EXPORTED))
    except ValueError as error:
        known = ", ".join(Fidelity)
        raise DocumentError(f"{source}: fidelity {header['fidelity']!r} is not one of {known}") from error
    return Plan(
        project=str(header.get("project") or (first.project if first else "")),
        stack=str(header.get("stack") or (first.stack if first else "")),
        fidelity=fidelity,
        resources=resources,
        outputs=root.outputs if root else {},
        versions={key: str(value) for key, value in versions.items()},
    )


def _check_parents(resources: Iterable[Resource], source: str) -> None:
    """Refuse parents in a circle, in which whoever follows them would never come to an end."""
    parents = {resource.urn: resource.parent for resource in resources}
    ended: set[str | None] = set()
    for urn in parents:
        chain: dict[str | None, None] = {}
        here: str | None = urn
        while here in parents and here not in ended:
            if here in chain:
                raise DocumentError(f"{source}: {here} is above itself: its parents are a circle; {_HOW}")
            chain[here] = None
            here = parents[here]
        ended.update(chain)


def _content(text: str, source: str) -> dict[str, Any]:
    try:
        content: Any = json.loads(text)
    except ValueError as error:
        raise DocumentError(f"{source}: not JSON ({error}); {_HOW}") from error
    except RecursionError:
        raise DocumentError(f"{source}: nested too deeply to be a plan; {_HOW}") from None
    if not isinstance(content, dict) or "deployment" not in content:
        raise DocumentError(f"{source}: neither a plan nor an exported state: it has no `deployment`; {_HOW}")
    found = cast("dict[str, Any]", content)
    if found.get("version") != VERSION:
        raise DocumentError(
            f"{source}: deployment version {found.get('version')!r}, where {VERSION} is read; "
            "export it again with a current Pulumi CLI"
        )
    return found


def _mapping(value: object, source: str, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DocumentError(f"{source}: {what} is not a mapping but {type(value).__name__}; {_HOW}")
    return cast("dict[str, Any]", value)


def _resource(entry: Mapping[str, Any], source: str, index: int) -> Resource:
    try:
        urn = urns.parse(str(entry.get("urn")))
    except ValueError as error:
        raise DocumentError(f"{source}: resource {index}: {error}") from error
    own = _mapping(entry.get(HEADER) or {}, source, f"resource {index}, `{HEADER}`")
    timeouts = _mapping(entry.get("customTimeouts") or {}, source, f"resource {index}, `customTimeouts`")
    by_property: Mapping[str, Any] = entry.get("propertyDependencies") or {}
    try:
        return Resource(
            urn=str(urn),
            type=str(entry.get("type") or urn.type),
            name=urn.name,
            custom=bool(entry.get("custom")),
            external=bool(entry.get("external")),
            parent=_word(entry, "parent"),
            provider=_word(entry, "provider"),
            inputs=_properties(entry.get("inputs") or {}),
            outputs=_outputs(entry),
            dependencies=_words(entry, "dependencies"),
            property_dependencies={key: _words(by_property, key) for key, of in by_property.items() if of},
            protect=bool(entry.get("protect")),
            retain_on_delete=bool(entry.get("retainOnDelete")),
            deleted_with=_word(entry, "deletedWith"),
            delete_before_replace=own.get("deleteBeforeReplace"),
            ignore_changes=_words(entry, "ignoreChanges"),
            replace_on_changes=_words(entry, "replaceOnChanges"),
            additional_secret_outputs=_words(entry, "additionalSecretOutputs"),
            aliases=_words(own, "aliases") or _words(entry, "aliases"),
            import_id=_word(entry, "importID"),
            custom_timeouts={key: float(value) for key, value in timeouts.items() if value},
        )
    except (AttributeError, TypeError, ValueError, KeyError, RecursionError) as error:
        raise DocumentError(f"{source}: resource {index} ({urn}) cannot be read: {error}") from error


def _word(entry: Mapping[str, Any], key: str) -> str | None:
    value: object = entry.get(key)
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"`{key}` is not text but {type(value).__name__}")


def _words(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value: object = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in cast("list[object]", value)):
        raise TypeError(f"`{key}` is not a list of texts")
    return tuple(cast("list[str]", value))


def _outputs(entry: Mapping[str, Any]) -> dict[str, Value]:
    """Return the outputs with the id, which a state keeps beside them and a program reads as one of them."""
    identifier = entry.get("id")
    given = {"id": str(identifier)} if entry.get("custom") and identifier else {}
    return {**given, **_properties(entry.get("outputs") or {})}


def _properties(values: Mapping[str, Any]) -> dict[str, Value]:
    return {key: _value(value, 1) for key, value in values.items()}


def _value(value: wire.Plain, depth: int) -> Value:
    if depth > _DEEPEST:
        raise ValueError(f"nested deeper than {_DEEPEST} levels")
    if isinstance(value, list):
        return [_value(item, depth + 1) for item in cast("list[wire.Plain]", value)]
    if isinstance(value, dict):
        members = cast("dict[str, wire.Plain]", value)
        if wire.SIGNATURE_KEY in members:
            return _signed(members, depth)
        return {key: _value(item, depth + 1) for key, item in members.items()}
    if value == wire.UNKNOWN_TEXT:
        return UNKNOWN
    return wire.number(value) if isinstance(value, float) else value


def _signed(members: Mapping[str, wire.Plain], depth: int) -> Value:
    signature = members[wire.SIGNATURE_KEY]
    if signature == wire.SECRET:
        return _secret(members, depth)
    if signature == wire.RESOURCE:
        identifier = members.get("id")
        return Reference(str(members["urn"]), UNKNOWN if identifier == "" else str(identifier or ""))
    if signature in {wire.ASSET, wire.ARCHIVE}:
        return _asset(members, depth)
    raise ValueError(f"a property of an unknown kind (signature {signature!r})")


def _secret(members: Mapping[str, Any], depth: int) -> Secret:
    """Read a secret; what is encrypted stays hidden."""
    if "plaintext" not in members:
        return Secret(REDACTED)
    inner = _value(json.loads(members["plaintext"]), depth + 1)
    return inner if isinstance(inner, Secret) else Secret(inner)


def _asset(members: Mapping[str, Any], depth: int) -> Asset:
    if depth > _DEEPEST:
        raise ValueError(f"nested deeper than {_DEEPEST} levels")
    kind = "asset" if members[wire.SIGNATURE_KEY] == wire.ASSET else "archive"
    source = next((name for name in ("assets", "text", "path", "uri") if name in members), "")
    content: Any = members.get(source, "")
    if source == "assets":
        content = {name: _asset(member, depth + 1) for name, member in content.items()}
    return Asset(kind=kind, source=source, content=content, digest=str(members.get("hash", "")))
