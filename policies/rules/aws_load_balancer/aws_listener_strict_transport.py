"""Browsers are told to come back over HTTPS only."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LISTENER
from policies.properties import properties
from policies.rule import ADVISORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    header = inputs["routingHttpResponseStrictTransportSecurityHeaderValue"]
    if inputs["protocol"].text("HTTP") == "HTTPS" and "max-age=" not in header.text():
        yield header.fails("sets no max-age")


RULE = ResourceRule(
    id="aws-listener-strict-transport",
    title="Browsers are told to come back over HTTPS only",
    why="A first request over HTTP can be redirected by anybody on the way before the redirect to HTTPS comes.",
    severity=Severity.LOW,
    applies_to=(LISTENER,),
    enforcement=ADVISORY,
    remedy="Set routingHttpResponseStrictTransportSecurityHeaderValue to max-age=31536000.",
    judge=_judge,
)
