"""Findings of the rules for code scanning: only under evenkeel's own name, each stack by itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from scripts.review.artefact import MOST_COMMENTS, plain_bytes
from scripts.review.json_values import found, items
from scripts.review.problem import ProblemError

_MOST_BYTES: Final = 8_000_000
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_TAKEN: Final = ("columnKind", "invocations", "results")
_NAME: Final = re.compile(r"check-([\w.%+~-]{1,300})\.sarif")


def accept(folder: Path, accepted: Path) -> int:
    """Copy what `check-<stack>.sarif` files find into another folder; return how many files that makes.

    A report under the name of another tool would hide what that tool found in the same change.

    Raises:
        ProblemError: a file is not what evenkeel writes.
    """
    files = sorted(folder.glob("check-*.sarif"))
    if len(files) > MOST_COMMENTS:
        raise ProblemError(f"{folder} holds {len(files)} reports of findings; at most {MOST_COMMENTS} are taken")
    texts: dict[str, str] = {}
    for file in files:
        named = _NAME.fullmatch(file.name)
        try:
            if named is None:
                raise ProblemError("names no stack")
            texts[file.name] = _own(plain_bytes(file, _MOST_BYTES), unquote(named[1]))
        except ProblemError as problem:
            raise ProblemError(f"{file.name!a} {problem}; no findings are uploaded") from None
    accepted.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (accepted / name).write_text(text, encoding="utf-8")
    return len(texts)


def _own(data: bytes, stack: str) -> str:
    try:
        log: object = json.loads(data)
    except (ValueError, RecursionError):
        raise ProblemError("is not JSON") from None
    runs = items(found(log, "runs"))
    if found(log, "version") != "2.1.0" or runs is None:
        raise ProblemError("is not SARIF 2.1.0")
    own: list[dict[str, object]] = []
    for run in runs:
        driver = found(run, "tool", "driver")
        if found(driver, "name") != "evenkeel":
            raise ProblemError(f"speaks for {found(driver, 'name')!a}, not for evenkeel")
        taken = {name: value for name in _TAKEN if (value := found(run, name)) is not None}
        own.append({"tool": {"driver": driver}, "automationDetails": {"id": f"evenkeel/{stack}/"}, **taken})
    if len(own) != 1:
        raise ProblemError(f"holds {len(own)} runs instead of one")
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": own})
