"""An estimate for other tools."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final, cast

from evenkeel.model import Estimate, EstimateDelta, Saving, Totals
from evenkeel.report.concealment import NOTHING_KNOWN

VERSION: Final = 1


def estimate_json(found: Estimate, savings: Sequence[Saving] = ()) -> str:
    """Return the estimate as a JSON document: camelCase keys, exact decimals as text, unknown figures as null."""
    found, savings = NOTHING_KNOWN.record(found), NOTHING_KNOWN.record(tuple(savings))
    document = {"kind": "evenkeel estimate", "version": VERSION, **_mapping(found), "savings": _plain(savings)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def estimate_delta_json(delta: EstimateDelta) -> dict[str, object]:
    """Return what a change does to an estimate as JSON types."""
    return _mapping(delta)


def totals_json(totals: Totals) -> dict[str, object]:
    """Return sums as JSON types."""
    return _mapping(totals)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if is_dataclass(value) and not isinstance(value, type):
        return _mapping(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in cast("Mapping[str, object]", value).items()}
    if isinstance(value, Sequence):
        return [_plain(each) for each in cast("Sequence[object]", value)]
    return value


def _mapping(record: object) -> dict[str, object]:
    assert is_dataclass(record)  # noqa: S101 - all callers give records
    return {_camel(field.name): _plain(getattr(record, field.name)) for field in fields(record)}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
