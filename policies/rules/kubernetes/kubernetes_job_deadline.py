"""A job ends, one way or the other."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.workloads import kind_of
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    root = properties(resource)
    spec = root.at("spec", "jobTemplate", "spec") if kind_of(resource) == "CronJob" else root["spec"]
    if spec["activeDeadlineSeconds"].absent:
        yield spec["activeDeadlineSeconds"].fails("is not set")


RULE = ResourceRule(
    id="kubernetes-job-deadline",
    title="Jobs have a deadline",
    why="A job that hangs holds its node, and its accelerators, until somebody looks.",
    severity=Severity.MEDIUM,
    applies_to=("kubernetes:batch/*:Job", "kubernetes:batch/*:CronJob"),
    enforcement=MANDATORY,
    remedy="Set activeDeadlineSeconds.",
    judge=_judge,
)
