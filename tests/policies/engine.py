"""The engine's side of the analyzer protocol: starts the pack's process and asks it about a plan."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

from evenkeel.model import Plan, Resource, Secret, Value
from evenkeel.plan import wire

PACK = Path(__file__).parents[2] / "policies"


class Analyzer(Protocol):
    """The analyzer service; the generated stub says the same without types."""

    def Handshake(self, request: proto.AnalyzerHandshakeRequest) -> proto.AnalyzerHandshakeResponse: ...
    def ConfigureStack(self, request: proto.AnalyzerStackConfigureRequest) -> proto.AnalyzerStackConfigureResponse: ...
    def Configure(self, request: proto.ConfigureAnalyzerRequest) -> Empty: ...
    def GetAnalyzerInfo(self, request: Empty) -> proto.AnalyzerInfo: ...
    def Analyze(self, request: proto.AnalyzeRequest) -> proto.AnalyzeResponse: ...
    def AnalyzeStack(self, request: proto.AnalyzeStackRequest) -> proto.AnalyzeResponse: ...
    def Remediate(self, request: proto.AnalyzeRequest) -> proto.RemediateResponse: ...


@dataclass(frozen=True)
class Engine:
    """A connection to a pack's process."""

    analyzer: Analyzer

    def configure(self, plan: Plan, config: Mapping[str, str], overrides: Mapping[str, object] | None = None) -> None:
        """Tell the pack the stack and its configuration, as the engine does before everything else."""
        self.analyzer.Handshake(proto.AnalyzerHandshakeRequest(engine_address="127.0.0.1:1"))
        self.analyzer.ConfigureStack(
            proto.AnalyzerStackConfigureRequest(stack=plan.stack, project=plan.project, dry_run=True, config=config)
        )
        info = self.analyzer.GetAnalyzerInfo(Empty())
        configs: dict[str, proto.PolicyConfig] = {}
        for policy in info.policies:
            config_of = proto.PolicyConfig(enforcementLevel=policy.enforcementLevel)
            for name, schema in policy.configSchema.properties.items():
                config_of.properties.update({name: cast("Any", schema)["default"]})
            configs[policy.name] = config_of
        for name, level in (overrides or {}).items():
            configs[name].enforcementLevel = proto.EnforcementLevel.Value(str(level).upper())
        self.analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig=configs))

    def judge(self, plan: Plan, *, outputs: bool = True) -> list[proto.AnalyzeDiagnostic]:
        """Show the pack each resource, then all of them.

        Args:
            plan: the plan.
            outputs: False when Kubernetes objects have none in the last call, as on the first preview of a cluster.
        """
        found: list[proto.AnalyzeDiagnostic] = []
        for resource in plan.resources:
            self.analyzer.GetAnalyzerInfo(Empty())
            found.extend(self.analyzer.Analyze(request(resource)).diagnostics)
        found.extend(
            self.analyzer.AnalyzeStack(
                proto.AnalyzeStackRequest(
                    resources=[
                        _final(resource, outputs=outputs or not resource.type.startswith("kubernetes:"))
                        for resource in plan.resources
                    ]
                )
            ).diagnostics
        )
        return found

    def remedies(self, resource: Resource) -> Sequence[proto.Remediation]:
        """Ask what the pack would change in a resource."""
        return self.analyzer.Remediate(request(resource)).remediations


def request(resource: Resource) -> proto.AnalyzeRequest:
    """Return the request about one resource, with its inputs."""
    return proto.AnalyzeRequest(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        properties=_struct(resource.inputs),
        options=proto.AnalyzerResourceOptions(protect=resource.protect, parent=resource.parent or ""),
        provider=_provider(resource),
    )


def _final(resource: Resource, *, outputs: bool) -> proto.AnalyzerResource:
    return proto.AnalyzerResource(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        parent=resource.parent or "",
        properties=_struct(resource.outputs if outputs else {}),
        options=proto.AnalyzerResourceOptions(protect=resource.protect, parent=resource.parent or ""),
        provider=_provider(resource),
        dependencies=resource.dependencies,
        propertyDependencies={
            key: proto.AnalyzerPropertyDependencies(urns=urns) for key, urns in resource.property_dependencies.items()
        },
    )


def _provider(resource: Resource) -> proto.AnalyzerProviderResource | None:
    urn = (resource.provider or "").rpartition("::")[0]
    return proto.AnalyzerProviderResource(urn=urn) if urn else None


def _struct(properties: Mapping[str, Value]) -> Struct:
    struct = Struct()
    struct.update(cast("dict[str, Any]", wire.encode(dict(properties), _secret)))
    return struct


def _secret(secret: Secret) -> wire.Plain:
    return {wire.SIGNATURE_KEY: wire.SECRET, "value": wire.encode(secret.value, _secret)}


@contextmanager
def engine(pack: Path = PACK, *, environment: Mapping[str, str] | None = None) -> Generator[Engine]:
    """Start the pack as the engine does: its folder is the working directory and the program."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", "."],
        cwd=pack,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port.isdigit(), "the pack did not say its port"
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Engine(cast("Analyzer", AnalyzerStub(channel)))
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()
