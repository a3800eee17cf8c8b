"""CloudFormation templates and parameters hold no credentials."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import CLOUDFORMATION_STACK
from policies.aws.templates import parts, template_of
from policies.properties import Property, properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    body = properties(resource)["templateBody"]
    for name, user in parts(resource, "AWS::ElastiCache::User"):
        if any(_in_clear(password) for password in user["Passwords"].each()):
            yield body.fails(f"holds the password of {name} in clear")
    for name, secret in parts(resource, "AWS::SecretsManager::Secret"):
        if secret["SecretString"].given:
            yield body.fails(f"holds the content of {name}")
    for name, parameter in template_of(resource)["Parameters"].entries().items():
        if "password" in name.lower() and not parameter["NoEcho"].flag():
            yield body.fails(f"shows its parameter {name}: NoEcho is not true")


def _in_clear(password: Property) -> bool:
    text = password["Fn::Sub"].text() if password["Fn::Sub"].given else password.value
    return isinstance(text, str) and "{{resolve:" not in text


RULE = ResourceRule(
    id="aws-template-secrets",
    title="CloudFormation templates and parameters hold no credentials",
    why="Whoever may describe the stack reads its template and its parameters.",
    severity=Severity.CRITICAL,
    applies_to=(CLOUDFORMATION_STACK,),
    enforcement=MANDATORY,
    remedy="Let Secrets Manager make the password, and refer to it by {{resolve:secretsmanager:...}}.",
    judge=_judge,
)
