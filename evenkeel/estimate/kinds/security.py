"""Costs of keys and secrets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from evenkeel.estimate.bands import HOURS, level
from evenkeel.estimate.reading import at, hours, text
from evenkeel.estimate.situation import Situation
from evenkeel.model import Charging, Cost, Resource, UnknownFigure, Value

_TYPES_WITHOUT_COST = frozenset({"AWS::ElastiCache::User", "AWS::SecretsManager::ResourcePolicy"})


def key(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a KMS key: itself, and the requests to it."""
    yield situation.charge(
        resource,
        "customer-managed key",
        "kms_key_month",
        level(1),
        "1",
        note="each of the first two rotations adds as much again" if at(resource.inputs, "enableKeyRotation") else "",
    )
    yield situation.charge(
        resource,
        "requests",
        "kms_requests_10k",
        situation.usage("keyRequests"),
        "keyRequests",
        charging=Charging.USAGE,
    )


def secret(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price a secret of Secrets Manager: itself, and reading it."""
    yield situation.charge(resource, "secret", "secrets_manager_secret_month", level(1), "1")
    yield situation.charge(
        resource,
        "reads",
        "secrets_manager_api_10k",
        situation.usage("secretCalls"),
        "secretCalls",
        charging=Charging.USAGE,
    )


def cloud_formation(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price what a CloudFormation stack makes; the stack itself is free."""
    try:
        template = cast("Value", json.loads(text(resource.inputs, "templateBody") or "null"))
    except (ValueError, RecursionError):
        template = None
    made = at(template, "Resources")
    if not isinstance(made, Mapping):
        yield situation.unknown(resource, "what the CloudFormation stack makes", "its template cannot be read")
        return
    for name, given in made.items():
        kind = text(given, "Type")
        if kind == "AWS::SecretsManager::Secret":
            yield from secret(resource, situation)
        elif kind not in _TYPES_WITHOUT_COST:
            yield situation.unknown(resource, name, f"there is no price rule for {kind}")


def external_secret(resource: Resource, situation: Situation) -> Iterator[Cost | UnknownFigure]:
    """Price the reads of a secret that is copied into the cluster again and again."""
    interval = hours(resource.inputs, "spec", "refreshInterval")
    if not interval:
        return
    yield situation.charge(
        resource,
        "reads of Secrets Manager",
        "secrets_manager_api_10k",
        level(HOURS / interval / Decimal(10_000)),
        f"one every {text(resource.inputs, 'spec', 'refreshInterval')} x 730 h",
        region=situation.view.home,
    )
