"""A redacted value as a person reads it: a text as it is, JSON and mappings as indented lines."""

from __future__ import annotations

import json
from typing import Any, Final, cast

import yaml

from evenkeel.model import Value
from evenkeel.report.changes_values import plain

_LONGEST_LINE: Final = 2_000
_WIDTH: Final = 100_000
"""Lines are wrapped where they are shown, not where they are written."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML without anchors, and texts of several lines as they are."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - the signature of the base class
        return True


def _string(_: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _string)


def lines_of(value: Value) -> list[str]:
    """Return a redacted value line by line, very long lines cut."""
    return [_cut(line) for line in _text(plain(value)).split("\n")]


def _text(content: object) -> str:
    if isinstance(content, str):
        return _opened(content)
    if not content or not isinstance(content, (dict, list)):
        return json.dumps(content)
    readable = _readable(cast("object", content))
    return yaml.dump(readable, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH).rstrip("\n")


def _readable(content: object) -> object:
    """Return JSON types in which JSON within a text stands line by line."""
    if isinstance(content, dict):
        members = cast("dict[str, object]", content)
        return {key: _readable(item) for key, item in members.items()}
    if isinstance(content, list):
        return [_readable(item) for item in cast("list[object]", content)]
    return _opened(content) if isinstance(content, str) else content


def _opened(text: str) -> str:
    if text[:1] in {"{", "["}:
        try:
            return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
        except (ValueError, RecursionError):
            return text
    return text


def _cut(line: str) -> str:
    return (
        line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}… {len(line) - _LONGEST_LINE} more characters"
    )
