"""User data holds no credentials."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_CREDENTIAL: Final = re.compile(
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bhf_[A-Za-z0-9]{20,}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bsk-[A-Za-z0-9_-]{20,}\b"
    r"|(?i:aws_secret_access_key|aws_session_token|password|passwd)\s*[=:]\s*[\"']?[^\s\"'$]{8,}"
)


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    for name in ("userData", "userDataBase64"):
        data = inputs[name]
        if data.given and _CREDENTIAL.search(_decoded(data.text())):
            yield data.fails("holds what looks like a credential")


def _decoded(text: str) -> str:
    try:
        return b64decode(text, validate=True).decode()
    except ValueError:
        return text


RULE = ResourceRule(
    id="aws-user-data-secrets",
    title="User data holds no credentials",
    why="Every process of the node, and whoever may describe a launch template, can read it.",
    severity=Severity.CRITICAL,
    applies_to=(LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION, INSTANCE),
    enforcement=MANDATORY,
    remedy="Keep the credential in Secrets Manager and fetch it with a role.",
    checkov=("CKV_AWS_46",),
    trivy=("AWS-0029", "AWS-0129"),
    judge=_judge,
)
