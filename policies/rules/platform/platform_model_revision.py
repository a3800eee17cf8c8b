"""Weights come from one commit of their repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.kubernetes.engines import engines_in
from policies.kubernetes.workloads import JOBS, SERVERS, containers_of
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_OPTIONS: Final = ("--revision", "--code-revision", "--tokenizer-revision")


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:

    for engine in engines_in(resource):
        source = engine.source
        from_hub = source.known and not source.text().startswith(("s3://", "gs://", "/", "--"))
        for option in _OPTIONS:
            needed = from_hub and option == "--revision"
            if (needed or option in engine.options) and not _COMMIT.fullmatch(engine.value(option)):
                yield engine.place(option).fails(f"has {option} {engine.value(option) or 'left out'}, not a commit")
    for container in containers_of(resource):
        for variable in container["env"].each():
            value = variable["value"]
            if variable["name"].text() == "MODEL_REVISION" and not _COMMIT.fullmatch(value.text()):
                yield value.fails(f"is {value.text('left out')}, not a commit")


RULE = ResourceRule(
    id="platform-model-revision",
    title="Model revisions are pinned to a commit",
    why="A branch moves: a new node serves other weights than the old ones, or code that nobody looked at.",
    severity=Severity.HIGH,
    applies_to=(*SERVERS, *JOBS),
    enforcement=MANDATORY,
    remedy="Set model.hub.revision to a commit of 40 hexadecimal digits.",
    judge=_judge,
)
