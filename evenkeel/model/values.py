"""The values a recorded property may hold: JSON, plus what is unknown and what is secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only the provider knows, after it has created something."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()

REDACTED: Final = "[secret]"
"""What stands for a secret wherever it is written; a `Secret` read back from a document holds it."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must never be shown; its representation does not hold it either."""

    value: Value

    def __repr__(self) -> str:
        return "Secret([redacted])"


@dataclass(frozen=True, slots=True)
class Reference:
    """A resource passed as a value.

    Attributes:
        urn: the URN of the resource that is meant.
        identifier: its provider id; empty for a component, `UNKNOWN` before it exists.
    """

    urn: str
    identifier: str | Unknown


@dataclass(frozen=True, slots=True)
class Asset:
    """A file, a text or an archive passed as a value.

    Attributes:
        kind: `asset` or `archive`.
        source: `text`, `path`, `uri` or `assets`.
        content: the text, the path, the URI, or the members by name.
        digest: SHA-256 of the content as hexadecimal digits, as the engine computes it.
    """

    kind: str
    source: str
    content: str | Mapping[str, Asset]
    digest: str


Scalar: TypeAlias = bool | int | float | str | None
Value: TypeAlias = Scalar | Sequence["Value"] | Mapping[str, "Value"] | Unknown | Secret | Reference | Asset
