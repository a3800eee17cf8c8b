"""Small plans that differ in one thing."""

from __future__ import annotations

from typing import Any

from evenkeel.diff import compare
from evenkeel.model import Plan, Value
from evenkeel.model.change import Change, Danger, DangerKind, Operation, ResourceChange
from tests.report.plans import Sketch

BUCKET = "aws:s3/bucket:Bucket"
VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"


def plan_with(token: str, inputs: dict[str, Value] | None, name: str = "it", **options: Any) -> Plan:
    """A stack with one resource that stays, and one of a type, unless `inputs` is None."""
    sketch = Sketch()
    sketch.add("aws:ec2/internetGateway:InternetGateway", "stays")
    if inputs is not None:
        sketch.add(token, name, inputs, **options)
    return sketch.plan()


def between(token: str, before: dict[str, Value] | None, after: dict[str, Value] | None, **options: Any) -> Change:
    """The change of one resource."""
    return compare(plan_with(token, before, **options), plan_with(token, after, **options))


def only(change: Change) -> ResourceChange:
    """The one resource that changes."""
    [found] = change.changed
    return found


def operation(token: str, before: dict[str, Value] | None, after: dict[str, Value] | None, **options: Any) -> Operation:
    return only(between(token, before, after, **options)).operation


def kinds(change: Change) -> list[DangerKind]:
    return [danger.kind for danger in change.dangers]


def danger(change: Change, kind: DangerKind) -> Danger:
    """The one danger of a kind."""
    [found] = [each for each in change.dangers if each.kind is kind]
    return found
