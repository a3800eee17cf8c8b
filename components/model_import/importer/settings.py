"""What the Job is to do, from its environment."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from .errors import SettingsError

MEBIBYTE = 1024 * 1024
SMALLEST_PART_MIB = 5  # S3's own limit for all parts but the last


@dataclass(frozen=True)
class Settings:
    """What to import, and whereto.

    Attributes:
        hub: URL of the hub, without a trailing slash.
        model: `organisation/name`.
        revision: commit, 40 hexadecimal digits.
        hub_token: access token of the hub, empty for public models.
        allow: shell patterns of the files to bring.
        ignore: shell patterns of files to leave out all the same.
        bucket: name of the bucket.
        prefix: key prefix, no slash at either end.
        region: region of the bucket.
        storage: URL of an S3-compatible service, empty for AWS.
        workers: files at a time.
        part_bytes: size of the pieces in which large files are moved; each worker holds one in memory.
        retry_seconds: first pause before a failed request is repeated; it doubles each time.
    """

    hub: str
    model: str
    revision: str
    hub_token: str
    allow: tuple[str, ...]
    ignore: tuple[str, ...]
    bucket: str
    prefix: str
    region: str
    storage: str
    workers: int
    part_bytes: int
    retry_seconds: float


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings in `environment`.

    Raises:
        SettingsError: what is missing or wrong, all of it.
    """
    problems: list[str] = []

    def text(name: str, pattern: str, wanted: str, default: str = "") -> str:
        value = environment.get(name, default)
        if not re.fullmatch(pattern, value):
            problems.append(f"{name}: {value!r} is not {wanted}")
        return value

    def patterns(name: str) -> tuple[str, ...]:
        try:
            found: object = json.loads(environment.get(name, "[]"))
        except ValueError:
            found = None
        items = cast("list[object]", found) if isinstance(found, list) else [None]
        if not all(isinstance(item, str) for item in items):
            problems.append(f"{name}: {environment.get(name)!r} is not a JSON list of patterns")
            return ()
        return tuple(str(item) for item in items)

    def number(name: str, default: str, at_least: float) -> float:
        value = environment.get(name, default)
        if not re.fullmatch(r"\d{1,4}(\.\d+)?", value) or float(value) < at_least:
            problems.append(f"{name}: {value!r} is not a number from {at_least:g} to 9999")
            return at_least
        return float(value)

    settings = Settings(
        hub=text("HUB_URL", r"https?://[^/\s]+(/[^\s]*)?", "a URL").rstrip("/"),
        model=text("MODEL", r"[\w.-]+(/[\w.-]+)?", "a model id such as organisation/name"),
        revision=text("MODEL_REVISION", r"[0-9a-f]{40}", "a commit of 40 hexadecimal digits"),
        hub_token=environment.get("HF_TOKEN", "").strip(),
        allow=patterns("ALLOW_PATTERNS"),
        ignore=patterns("IGNORE_PATTERNS"),
        bucket=text("MODEL_BUCKET", r"[a-z0-9][a-z0-9.-]{2,62}", "a bucket name"),
        prefix=text("MODEL_PREFIX", r"[^/\s](.*[^/\s])?", "a key prefix without slashes at its ends"),
        region=text("AWS_REGION", r"[a-z0-9-]+", "a region"),
        storage=text("STORAGE_URL", r"(https?://[^/\s]+)?", "a URL without a path"),
        workers=int(number("WORKERS", "4", 1)),
        part_bytes=int(number("PART_MIB", "64", SMALLEST_PART_MIB)) * MEBIBYTE,
        retry_seconds=number("RETRY_SECONDS", "2", 0),
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings
