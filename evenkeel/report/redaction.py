"""What must never be shown: secrets by mark, by the name of their key, and by what they look like."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, cast

import yaml

from evenkeel.model import REDACTED, Secret, Value
from evenkeel.report.credential_forms import Tell, is_harmless, without_credentials
from evenkeel.report.secret_names import is_secret_name, may_name_secret

__all__ = ["REDACTED", "redacted"]

_VALUE_KEYS: Final = frozenset(
    {"value", "values", "default", "plaintext", "content", "parametervalue", "stringvalue", "optionvalue"}
)
_NAME_KEYS: Final = frozenset({"name", "key", "header", "parametername", "parameterkey", "optionname"})
_YAML: Final = re.compile(r"^\s*(?:- )?[\w.\"'/-]+:(?:\s|$)", re.MULTILINE)
_YAML_LINKS: Final = re.compile(r"(?:^|\s)[&*]\w")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


def redacted(value: Value, key: str = "", *, tell: Tell | None = None) -> Value:
    """Return `value` with every secret in it replaced by `[secret]`; keys of mappings stay as they are.

    Args:
        value: a recorded property, or any part of one.
        key: the name under which it was found; empty if it has none.
        tell: is told each secret that is replaced, as far as it is readable.
    """
    if isinstance(value, Secret):
        return REDACTED
    if isinstance(value, str):
        return _text(value, key, tell)
    if isinstance(value, Mapping):
        return _mapping(value, key, tell)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return _sequence(value, key, tell)
    return value


def _mapping(members: Mapping[str, Value], key: str, tell: Tell | None) -> dict[str, Value]:
    if members.get("kind") == "Secret" and "apiVersion" in members:
        return {
            name: _all_leaves(item, tell) if name in {"data", "stringData"} else redacted(item, name, tell=tell)
            for name, item in members.items()
        }
    inherited = key if is_secret_name(key) else _named(members)
    result: dict[str, Value] = {}
    for name, item in members.items():
        if name == "secretKey" and "remoteRef" in members:  # an External Secrets entry: which key, not what is in it
            result[name] = item
        else:
            result[name] = redacted(item, inherited if name.casefold() in _VALUE_KEYS else name, tell=tell)
    return result


def _named(members: Mapping[str, Value]) -> str:
    """Return what a mapping of a name and a value is about; the name of a secret where there are several names."""
    names = [item for name, item in members.items() if isinstance(item, str) and name.casefold() in _NAME_KEYS]
    return next(filter(is_secret_name, names), names[0] if names else "")


def _sequence(items: Sequence[Value], key: str, tell: Tell | None) -> list[Value]:
    result: list[Value] = []
    flag = ""
    for item in items:
        result.append(redacted(item, flag or key, tell=tell))
        flag = item if isinstance(item, str) and item.startswith("--") and "=" not in item else ""
    return result


def _all_leaves(value: Value, tell: Tell | None) -> Value:
    if isinstance(value, Mapping):
        for item in value.values():
            if tell and isinstance(item, str):
                tell(item)
        return dict.fromkeys(value, REDACTED)
    return REDACTED


def _text(text: str, key: str, tell: Tell | None) -> str:
    if is_secret_name(key) and not is_harmless(text):
        if tell:
            tell(text)
        return REDACTED
    if text[:1] in {"{", "["} and (nested := _json(text, tell)) is not None:
        return nested
    if "\n" in text and may_name_secret(text) and _YAML.search(text) and (nested := _yaml(text, tell)) is not None:
        return nested
    if len(text) >= 16 and _BASE64.fullmatch(text) and _hides_secret(text, key, tell):
        return REDACTED
    return without_credentials(text, tell)


def _json(text: str, tell: Tell | None) -> str | None:
    try:
        document = cast("Value", json.loads(text))
        clean = redacted(document, tell=tell)
    except RecursionError:  # too deep to be looked into
        return REDACTED
    except ValueError:
        return None
    return text if clean == document else json.dumps(clean)


def _yaml(text: str, tell: Tell | None) -> str | None:
    """Return a file of settings without its secrets, None if it is no YAML; comments go with the secrets."""
    if _YAML_LINKS.search(text):  # a few links can stand for more than memory holds
        return None
    try:
        documents = cast("list[Value]", list(yaml.load_all(text, yaml.CSafeLoader)))
        clean = cast("list[Value]", redacted(documents, tell=tell))
    except RecursionError:
        return REDACTED
    except (yaml.YAMLError, ValueError):
        return None
    if clean == documents or not any(isinstance(each, (dict, list)) for each in documents):
        return None
    try:
        return yaml.dump_all(clean, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    except (yaml.YAMLError, UnicodeEncodeError):
        return REDACTED


def _hides_secret(encoded: str, key: str, tell: Tell | None) -> bool:
    try:
        plain = encoded.rstrip("=").translate(str.maketrans("-_", "+/"))
        text = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    if not text.isprintable() and "\n" not in text and "\t" not in text:
        return False
    hides = _text(text, "", tell) != text or (key.casefold() == "auth" and ":" in text)  # of a registry: user:password
    if hides and tell:
        tell(encoded)
    return hides
