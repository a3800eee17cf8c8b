"""Secrets that the stack makes are rotated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.aws.kinds import CLOUDFORMATION_STACK, SECRET
from policies.aws.templates import parts
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import ADVISORY, Parameter, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_ROTATION: Final = "aws:secretsmanager/secretRotation:SecretRotation"


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    for secret in view.of_type(SECRET):
        if not view.dependents(secret, _ROTATION, through="secretId"):
            yield Failure(secret, (), "is never rotated")
    for rotation in view.of_type(_ROTATION):
        days = properties(rotation).at("rotationRules", "automaticallyAfterDays")
        if days.given and days.number() > settings.number("days"):
            yield days.fails(f"is {days.number():g} days, more than {settings.number('days'):g}")
    for stack in view.of_type(CLOUDFORMATION_STACK):
        rotated = [name for name, _ in parts(stack, "AWS::SecretsManager::RotationSchedule")]
        for name, _ in parts(stack, "AWS::SecretsManager::Secret"):
            if not rotated:
                yield Failure(stack, ("templateBody",), f"secret {name} is never rotated")


RULE = PlanRule(
    id="aws-secret-rotation",
    title="Secrets that the stack makes are rotated",
    why="A password that has leaked works until somebody thinks of changing it.",
    severity=Severity.LOW,
    applies_to=(SECRET, _ROTATION, CLOUDFORMATION_STACK),
    enforcement=ADVISORY,
    remedy="Rotate the secret, by a schedule or by hand, and record when.",
    checkov=("CKV_AWS_304", "CKV2_AWS_57"),
    parameters=(
        Parameter(name="days", default=90, meaning="longest time between rotations, in days", minimum=1, maximum=1000),
    ),
    judge=_judge,
)
