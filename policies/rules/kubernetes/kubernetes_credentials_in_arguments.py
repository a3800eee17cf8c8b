"""No credential stands in the command line of a container."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.kubernetes.credentials import looks_secret
from policies.kubernetes.workloads import WORKLOADS, containers_of
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    for container in containers_of(resource):
        for words in (container["command"], container["args"]):
            for word in words.each():
                if not word.known:
                    continue
                option, _, value = word.text().partition("=")
                if (option in settings.texts("options") and not value.startswith("$(")) or looks_secret(word.text()):
                    yield word.fails("holds a credential in clear text")


RULE = ResourceRule(
    id="kubernetes-credentials-in-arguments",
    title="Credentials are not in command lines",
    why="A command line is shown by every process list, in the plan and in the events of the cluster.",
    severity=Severity.CRITICAL,
    applies_to=WORKLOADS,
    enforcement=MANDATORY,
    remedy="Pass it by an environment variable with secretKeyRef: VLLM_API_KEY for --api-key.",
    parameters=(
        Parameter(
            name="options",
            default=("--api-key", "--hf-token", "--password", "--token"),
            meaning="options whose value is a credential",
        ),
    ),
    judge=_judge,
)
