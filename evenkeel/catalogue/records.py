"""How the data files are read: one JSON document each, one record a line, nothing until it is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

Record: TypeAlias = Mapping[str, Any]  # a line of a data file, before it becomes a typed record

_DATA = Path(__file__).parent / "data"


@cache
def document(name: str) -> Record:
    """Return the data file `name`: its `records`, and source and date of all of them where they are the same."""
    return cast("Record", json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8")))


def records(name: str) -> list[Record]:
    """Return the records of the data file `name`, in its order."""
    return cast("list[Record]", document(name)["records"])
