"""A chart is pinned to one version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_EXACT: Final = re.compile(r"v?\d+\.\d+\.\d+(?:[-+][\w.-]+)?")


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    root = properties(resource)
    version = root["version"]
    local = root["chart"].text().startswith(("./", "/"))
    if not local and not _EXACT.fullmatch(version.text()):
        yield version.fails(f"is {version.text('left out')}, not one version")


RULE = ResourceRule(
    id="kubernetes-chart-version",
    title="Charts are pinned to one version",
    why="A range brings another chart with the next update, with other images and other rights.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:helm.sh/*:Release",),
    enforcement=MANDATORY,
    remedy="Name one version of the matrix.",
    judge=_judge,
)
