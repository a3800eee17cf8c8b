"""Which secrets of a stack file were written anew; their ciphertexts are compared and forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from evenkeel.model.change import Difference, SecretChange


@dataclass(frozen=True, slots=True)
class Ciphertexts:
    """The encrypted values of a stack file.

    Attributes:
        values: ciphertexts by key.
        encryption: what they are encrypted with, in an opaque form.
    """

    values: Mapping[str, str]
    encryption: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Ciphertexts({', '.join(self.values)})"


def read_ciphertexts(path: Path) -> Ciphertexts:
    """Read them; a file that is not there, or that cannot be read, has none."""
    try:
        content: object = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return Ciphertexts({}, ())
    if not isinstance(content, Mapping):
        return Ciphertexts({}, ())
    file = cast("Mapping[str, object]", content)
    encryption = tuple(str(file.get(key, "")) for key in ("secretsprovider", "encryptedkey", "encryptionsalt"))
    return Ciphertexts(dict(_found(file.get("config"), "")), encryption)


def secret_changes(base: Ciphertexts, head: Ciphertexts) -> tuple[SecretChange, ...]:
    """Return which secrets came, went or were encrypted anew."""
    found: list[SecretChange] = []
    for key in sorted(base.values.keys() | head.values.keys()):
        old, new = base.values.get(key), head.values.get(key)
        if old is None or new is None:
            found.append(SecretChange(key=key, difference=Difference.ADDED if old is None else Difference.REMOVED))
        elif old != new:
            found.append(SecretChange(key=key, difference=Difference.SECRET_CHANGED))
    return tuple(found)


def _found(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        secure = members.get("secure")
        if isinstance(secure, str) and len(members) == 1:
            yield path, secure
            return
        for key, item in members.items():
            yield from _found(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, item in enumerate(cast("Sequence[object]", value)):
            yield from _found(item, f"{path}[{index}]")
