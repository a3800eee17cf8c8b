"""The engine's analyzer protocol, answered by a session.

`pulumi_policy` speaks the same protocol, but decodes each resource once for each rule and lets a finding have no level
of its own; docs/decisions tells what that costs.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, cast

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerServicer, add_AnalyzerServicer_to_server
from pulumi.runtime.proto.plugin_pb2 import PluginInfo
from typing_extensions import override

from policies.analyzer import wire
from policies.analyzer.messages import (
    LEVELS,
    NAME,
    SEVERITIES,
    VERSION,
    declared,
    resource_of,
    resource_of_stack,
    response,
)
from policies.analyzer.session import Override, Session
from policies.files.parameters import schema
from policies.pack import Pack
from policies.rule import Metadata, ResourceRule
from policies.waiving import WAIVER_RULES

_LARGEST_MESSAGE: Final = 400 * 1024 * 1024
"""Bytes; the same limit as in the engine and the SDKs."""


class PackServicer(AnalyzerServicer):
    """Answers the engine; one call at a time, since a session remembers."""

    def __init__(self, pack: Pack) -> None:
        self._pack: Final = pack
        self._session: Final = Session(pack)
        self._info: proto.AnalyzerInfo | None = None

    @override
    def Handshake(
        self, request: proto.AnalyzerHandshakeRequest, context: grpc.ServicerContext
    ) -> proto.AnalyzerHandshakeResponse:
        return proto.AnalyzerHandshakeResponse()

    @override
    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> PluginInfo:
        return PluginInfo(version=VERSION)

    @override
    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:
        return Empty()

    @override
    def ConfigureStack(
        self, request: proto.AnalyzerStackConfigureRequest, context: grpc.ServicerContext
    ) -> proto.AnalyzerStackConfigureResponse:
        self._session.begin(request.stack, declared(request.config))
        self._info = None
        return proto.AnalyzerStackConfigureResponse()

    @override
    def GetAnalyzerInfo(self, request: Empty, context: grpc.ServicerContext) -> proto.AnalyzerInfo:
        # The engine asks twice a resource.
        if self._info is None:
            self._info = proto.AnalyzerInfo(
                name=NAME,
                displayName="evenkeel",
                version=VERSION,
                supportsConfig=True,
                policies=[self._policy(rule) for rule in (*self._pack.rules, *WAIVER_RULES)],
            )
        return self._info

    @override
    def Configure(self, request: proto.ConfigureAnalyzerRequest, context: grpc.ServicerContext) -> Empty:
        # The engine sends every rule, those left alone with the level and the defaults that it was told.
        overrides: dict[str, Override] = {}
        for rule in self._pack.rules:
            if rule.id in request.policyConfig:
                override = self._override(rule, request.policyConfig[rule.id])
                if override is not None:
                    overrides[rule.id] = override
        try:
            self._session.configure(overrides)
        except ValueError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        return Empty()

    @override
    def Analyze(self, request: proto.AnalyzeRequest, context: grpc.ServicerContext) -> proto.AnalyzeResponse:
        return response(self._session.resource(resource_of(request)))

    @override
    def AnalyzeStack(self, request: proto.AnalyzeStackRequest, context: grpc.ServicerContext) -> proto.AnalyzeResponse:
        return response(self._session.plan(resource_of_stack(resource) for resource in request.resources))

    @override
    def Remediate(self, request: proto.AnalyzeRequest, context: grpc.ServicerContext) -> proto.RemediateResponse:
        return proto.RemediateResponse(
            remediations=[
                proto.Remediation(
                    policyName=remedied.rule.id,
                    policyPackName=NAME,
                    policyPackVersion=VERSION,
                    description=remedied.rule.title,
                    properties=None if remedied.inputs is None else wire.written(remedied.inputs),
                    diagnostic=remedied.trouble,
                )
                for remedied in self._session.remedied(resource_of(request))
            ]
        )

    def _policy(self, rule: Metadata) -> proto.PolicyInfo:
        defaults = self._session.defaults(rule)
        properties = Struct()
        properties.update({of.name: cast("Any", schema(of, defaults[of.name])) for of in rule.parameters})
        return proto.PolicyInfo(
            name=rule.id,
            displayName=rule.title,
            description=f"{rule.title}. {rule.why}",
            enforcementLevel=LEVELS[self._session.level(rule)],
            configSchema=proto.PolicyConfigSchema(properties=properties),
            policy_type=proto.POLICY_TYPE_RESOURCE if isinstance(rule, ResourceRule) else proto.POLICY_TYPE_STACK,
            severity=SEVERITIES[rule.severity],
            tags=[*rule.checkov, *rule.trivy],
            remediation_steps=rule.remedy,
        )

    def _override(self, rule: Metadata, config: proto.PolicyConfig) -> Override | None:
        level = next(level for level, wired in LEVELS.items() if wired == config.enforcementLevel)
        defaults = self._session.defaults(rule)
        given = cast("dict[str, object]", MessageToDict(config.properties))
        changed = {
            name: value
            for name, value in given.items()
            if name not in defaults or value != (list(own) if isinstance(own := defaults[name], tuple) else own)
        }
        return None if level is self._session.level(rule) and not changed else Override(level=level, parameters=changed)


def serve(pack: Pack) -> None:
    """Answer the engine until it ends the process; the port goes to standard output, as the engine expects."""
    limits = [("grpc.max_send_message_length", _LARGEST_MESSAGE), ("grpc.max_receive_message_length", _LARGEST_MESSAGE)]
    server = grpc.server(ThreadPoolExecutor(max_workers=1), options=limits)
    add_AnalyzerServicer_to_server(PackServicer(pack.for_engine()), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    try:
        server.wait_for_termination()
    except KeyboardInterrupt:
        server.stop(0)
