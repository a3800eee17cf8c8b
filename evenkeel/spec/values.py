"""The kinds of text that a stack file holds: names, ARNs, addresses, durations."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from evenkeel.spec.refusal import refusal


@dataclass(frozen=True, slots=True)
class Text:
    """Constrains a string, and says in plain words what it must look like.

    Attributes:
        pattern: regular expression that the whole string matches.
        meaning: what it is, with its article: `an AWS account id`.
        example: one that would be accepted.
        check: a further check; returns what is wrong, or an empty string.
    """

    pattern: str
    meaning: str
    example: str
    check: Callable[[str], str] | None = None

    def accept(self, value: str) -> str:
        """Return `value`, or refuse it."""
        wrong = "" if re.fullmatch(self.pattern, value) else f"is not {self.meaning}"
        if not wrong and self.check is not None:
            wrong = self.check(value)
        if wrong:
            raise refusal(wrong, f"Write {self.meaning}, such as {self.example}.")
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.accept, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$", "examples": [self.example]}


def _network(value: str) -> str:
    try:
        ipaddress.IPv4Network(value)
    except ValueError:
        try:
            meant = ipaddress.IPv4Network(value, strict=False)
        except ValueError:
            return "is not an IPv4 network"
        return f"has bits set behind its prefix; the network is {meant}"
    return ""


def _cron(value: str) -> str:
    limits = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    for part, (low, high) in zip(value.split(), limits, strict=True):
        numbers = [int(number) for number in re.findall(r"(?<!/)\b\d+", part)]
        if any(number < low or number > high for number in numbers):
            return f"has {part} where {low} to {high} is allowed"
        if re.search(r"/0+\b", part):
            return f"has {part}, a step of zero"
    return ""


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_CRON = r"(?:\*|[0-9]+(?:-[0-9]+)?)(?:/[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*"

Name = Annotated[
    str,
    Text(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", "a name of lower-case letters, digits and hyphens", "chat-large"),
]
AccountId = Annotated[str, Text(r"[0-9]{12}", "an AWS account id of twelve digits in quotes", '"123456789012"')]
Region = Annotated[str, Text(r"[a-z]{2}(?:-[a-z]+)+-[0-9]", "an AWS region", "us-east-1")]
Zone = Annotated[str, Text(r"[a-z]{2}(?:-[a-z]+)+-[0-9][a-z]", "an availability zone", "us-east-1a")]
Cidr = Annotated[
    str,
    Text(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}/[0-9]{1,2}", "an IPv4 network in CIDR notation", "10.20.0.0/16", _network),
]
RoleArn = Annotated[
    str,
    Text(
        r"arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)/[A-Za-z0-9+=,.@_/-]+",
        "the ARN of an IAM role",
        "arn:aws:iam::123456789012:role/PlatformAdmin",
    ),
]
CertificateArn = Annotated[
    str,
    Text(
        r"arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+",
        "the ARN of an ACM certificate",
        "arn:aws:acm:us-east-1:123456789012:certificate/0f4c2a1e-6f0b-4a3e-9a57-1f3f9b1d2c3e",
    ),
]
WebAclArn = Annotated[
    str,
    Text(
        r"arn:aws[a-z-]*:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/[A-Za-z0-9_-]+/[0-9a-f-]+",
        "the ARN of a regional WAF web ACL",
        "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/api/5b0c1d2e-0000-4000-8000-000000000000",
    ),
]
SecretArn = Annotated[
    str,
    Text(
        r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+",
        "the ARN of a Secrets Manager secret",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/api-key-AbCdEf",
    ),
]
BucketName = Annotated[
    str,
    Text(
        r"(?!.*\.\.)(?![0-9.]*$)[a-z0-9](?:[a-z0-9.-]{1,61}[a-z0-9])",
        "an S3 bucket name of 3 to 63 characters",
        "acme-llm-models",
    ),
]
KeyArn = Annotated[
    str,
    Text(
        r"arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+",
        "the ARN of a KMS key",
        "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
]
VpcId = Annotated[str, Text(r"vpc-[0-9a-f]{8,17}", "a VPC id", "vpc-0a1b2c3d4e5f67890")]
SubnetId = Annotated[str, Text(r"subnet-[0-9a-f]{8,17}", "a subnet id", "subnet-0a1b2c3d4e5f67890")]
ReservationId = Annotated[str, Text(r"cr-[0-9a-f]{8,17}", "a capacity reservation id", "cr-0a1b2c3d4e5f67890")]
InstanceType = Annotated[
    str, Text(r"[a-z][a-z0-9-]*\.[a-z0-9-]+", "an EC2 instance type, family and size", "g6e.12xlarge")
]
CacheNodeType = Annotated[str, Text(r"cache\.[a-z0-9]+\.[a-z0-9]+", "an ElastiCache node type", "cache.r7g.large")]
KubernetesVersion = Annotated[str, Text(r"1\.[0-9]{2}", "a Kubernetes minor version in quotes", '"1.36"')]
Duration = Annotated[
    str,
    Text(r"(?:[0-9]+(?:h|m|s))+|Never", "a duration in hours, minutes and seconds, or Never", "720h"),
]
Budget = Annotated[
    str, Text(r"(?:100|[0-9]{1,2})%|[0-9]+", "a number of nodes, or a percentage up to 100%, in quotes", '"10%"')
]
Age = Annotated[Duration, Text(r"(?=.*[1-9]).*|Never", "an age above zero, or Never", "720h")]
HostName = Annotated[str, Text(rf"(?:{_LABEL}\.)+{_LABEL}", "a host name without scheme", "api.example.com")]
Registry = Annotated[
    str,
    Text(
        rf"(?:{_LABEL}\.)*{_LABEL}(?::[0-9]+)?(?:/[a-z0-9._/-]+)?",
        "a registry, with a path if it has one",
        "registry.example.com/mirror",
    ),
]
Url = Annotated[
    str,
    Text(rf"https?://(?:{_LABEL}\.)*{_LABEL}(?::[0-9]+)?(?:/[^\s]*)?", "a URL", "http://prometheus.monitoring:9090"),
]
Endpoint = Annotated[str, Text(rf"(?:{_LABEL}\.)*{_LABEL}:[0-9]+", "a host and a port", "valkey.cache.svc:6379")]
Cron = Annotated[str, Text(rf"{_CRON}(?: {_CRON}){{4}}", "a cron expression of five fields", '"0 8 * * 1-5"', _cron)]
HubId = Annotated[
    str, Text(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", "the id of a model on its hub", "Qwen/Qwen2.5-7B-Instruct")
]
Revision = Annotated[
    str,
    Text(
        r"[0-9a-f]{40}",
        "the full commit of the model's repository (branches move)",
        "a09a35458c702b33eeacc393d103063234e8bc28",
    ),
]
StackReference = Annotated[
    str, Text(r"[\w.-]+/[\w.-]+/[\w.-]+", "a stack as organization/project/stack", "acme/evenkeel/prod-network")
]
ConfigName = Annotated[str, Text(r"[A-Za-z][\w-]*", "the name of a configuration value", "chatApiKey")]
SecretName = Annotated[str, Text(rf"{_LABEL}(?:\.{_LABEL})*", "the name of a Kubernetes secret", "chat-api-key")]
Argument = Annotated[
    str,
    Text(
        r"--[a-z0-9][a-z0-9.-]*(?:=.+)?",
        "an engine argument, its value behind an equals sign",
        "--block-size=32",
    ),
]
