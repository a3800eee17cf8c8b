"""Listeners offer TLS 1.2 and later, with strong ciphers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import LISTENER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_ENCRYPTED: Final = ("HTTPS", "TLS")
# TLS 1.3 with 1.2 (restricted or not), TLS 1.3 alone, post-quantum ones of both, and the forward-secret 1.2 ones.
_STRONG: Final = re.compile(
    r"ELBSecurityPolicy-(TLS13-1-(2|3)(-(Res|FIPS|PQ|Res-PQ|Res-FIPS|FIPS-PQ|Res-FIPS-PQ|PQ-FIPS))?-(PQ-)?20\d\d-\d\d"
    r"|FS-1-2-Res-20\d\d-\d\d|TLS-1-2-20\d\d-\d\d)"
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    policy = inputs["sslPolicy"]
    if inputs["protocol"].text("HTTP") in _ENCRYPTED and not _STRONG.fullmatch(policy.text()):
        yield policy.fails(f"is {policy.text() or 'not set'}, which offers TLS before 1.2 or weak ciphers")


RULE = ResourceRule(
    id="aws-listener-tls-policy",
    title="Listeners offer TLS 1.2 and later, with strong ciphers",
    why="The default policy still offers versions of TLS that have been broken for years.",
    severity=Severity.HIGH,
    applies_to=(LISTENER,),
    enforcement=MANDATORY,
    remedy="Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.",
    checkov=("CKV_AWS_103", "CKV2_AWS_74"),
    trivy=("AWS-0047",),
    judge=_judge,
)
