"""The messages of the analyzer protocol, from resources and to findings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Final, cast

from pulumi.runtime.proto import analyzer_pb2 as proto

from evenkeel.model import Finding, Level, Outcome, Resource, Severity
from policies.analyzer import wire

NAME: Final = "evenkeel"
VERSION: Final = "0.1.0"
_PLATFORM_KEY: Final = "evenkeel:platform"
LEVELS: Final = {
    Level.ADVISORY: proto.ADVISORY,
    Level.MANDATORY: proto.MANDATORY,
    Level.DISABLED: proto.DISABLED,
    Level.REMEDIATE: proto.REMEDIATE,
}
SEVERITIES: Final = {
    Severity.LOW: proto.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: proto.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: proto.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: proto.POLICY_SEVERITY_CRITICAL,
}


def declared(config: Mapping[str, str]) -> str | None:
    """Return the environment that a stack's configuration declares, from the request or from the process."""
    try:
        everything = dict(config) or cast("dict[str, str]", json.loads(os.environ.get("PULUMI_CONFIG") or "{}"))
        platform: object = json.loads(everything.get(_PLATFORM_KEY) or "{}")
    except ValueError:
        return None
    found = cast("Mapping[str, object]", platform).get("environment") if isinstance(platform, Mapping) else None
    return found if isinstance(found, str) else None


def resource_of(request: proto.AnalyzeRequest | proto.AnalyzerResource) -> Resource:
    """Return the resource of a request."""
    return Resource(
        urn=request.urn,
        type=request.type,
        name=request.name or request.urn.rpartition("::")[2],
        custom=request.HasField("provider"),
        parent=request.options.parent or None,
        provider=f"{request.provider.urn}::{wire.UNKNOWN_TEXT}" if request.HasField("provider") else None,
        inputs=wire.read(request.properties),
        protect=request.options.protect,
        ignore_changes=tuple(request.options.ignoreChanges),
        additional_secret_outputs=tuple(request.options.additionalSecretOutputs),
    )


def resource_of_stack(resource: proto.AnalyzerResource) -> Resource:
    """Return a resource as it is told at the end: its properties are outputs, and it has dependencies."""
    found = resource_of(resource)
    return Resource(
        urn=found.urn,
        type=found.type,
        name=found.name,
        custom=found.custom,
        parent=resource.parent or found.parent,
        provider=found.provider,
        inputs=found.inputs,
        outputs=found.inputs,
        dependencies=tuple(resource.dependencies),
        property_dependencies={key: tuple(of.urns) for key, of in resource.propertyDependencies.items()},
        protect=found.protect,
        ignore_changes=found.ignore_changes,
        additional_secret_outputs=found.additional_secret_outputs,
    )


def response(findings: Iterable[Finding]) -> proto.AnalyzeResponse:
    """Return findings as the engine takes them."""
    return proto.AnalyzeResponse(diagnostics=[_diagnostic(finding) for finding in findings])


def _diagnostic(finding: Finding) -> proto.AnalyzeDiagnostic:
    return proto.AnalyzeDiagnostic(
        policyName=finding.rule,
        policyPackName=NAME,
        policyPackVersion=VERSION,
        description=finding.title,
        message=_message(finding),
        enforcementLevel=proto.MANDATORY if finding.gates else proto.ADVISORY,
        urn=finding.urn,
        severity=SEVERITIES[finding.severity],
    )


def _message(finding: Finding) -> str:
    said = f"{finding.path}: {finding.message}" if finding.path else finding.message
    names = [urn.rpartition("::")[2] for urn in finding.sources]
    lines = [f"{finding.title}.", f"{said}; it comes from {', '.join(names)}" if names else said]
    if finding.outcome is Outcome.NOT_EVALUATED:
        lines[0] = f"Not evaluated: {lines[0]}"
    if finding.waiver is not None:
        lines.append(f"Waived by {finding.waiver.owner} until {finding.waiver.expires}: {finding.waiver.reason}")
    else:
        lines.append(finding.remedy)
    return "\n".join(lines)
