"""The provider protocol over gRPC, for both packages at once."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from evenkeel.plan.property_names import problems
from tests.engine.stand_in.cloud import Cloud, Mode, Thing
from tests.engine.stand_in.replacement import replaces
from tests.engine.stand_in.values import from_struct, outputs, revealed, to_struct

_THREADS = 32
_MAXIMUM_MESSAGE = 400 * 1024 * 1024


@dataclass(frozen=True)
class StandIn:
    """A serving stand-in.

    Attributes:
        cloud: what it has created.
        environment: what the engine must be started with to use it.
    """

    cloud: Cloud
    environment: Mapping[str, str]


@contextmanager
def serve(packages: tuple[str, ...] = ("aws", "kubernetes")) -> Generator[StandIn]:
    """Serve on a free port of this machine until the context is left."""
    cloud = Cloud()
    options = [
        ("grpc.max_receive_message_length", _MAXIMUM_MESSAGE),
        ("grpc.max_send_message_length", _MAXIMUM_MESSAGE),
    ]
    server = grpc.server(futures.ThreadPoolExecutor(_THREADS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(_Provider(cloud), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        debug = ",".join(f"{package}:{port}" for package in packages)
        # Without the second setting the engine looks for plugins on the internet all the same.
        environment = {"PULUMI_DEBUG_PROVIDERS": debug, "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true"}
        yield StandIn(cloud, environment)
    finally:
        if cloud.fault:
            cloud.fault.released.set()
        server.stop(grace=0.5).wait()


class _Provider(provider_pb2_grpc.ResourceProviderServicer):
    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=False, supports_autonaming_configuration=False
        )

    def Attach(self, request: Any, context: grpc.ServicerContext) -> Any:
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        return plugin_pb2.PluginInfo(version="0.0.0")

    def CheckConfig(self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, acceptResources=True, acceptOutputs=False
        )

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        return empty_pb2.Empty()

    def Check(self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext) -> Any:
        token = request.urn.split("::")[2].rpartition("$")[2]
        wrong = problems(request.urn, token, revealed(from_struct(request.news)))
        failures = [provider_pb2.CheckFailure(property="", reason=reason) for reason in wrong]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> Any:
        old, new = from_struct(request.old_inputs), from_struct(request.news)
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        changed -= set(request.ignoreChanges)
        if not changed:
            return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)
        token = request.urn.split("::")[2].rpartition("$")[2]
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME, diffs=sorted(changed), replaces=replaces(token, changed)
        )

    def Create(self, request: provider_pb2.CreateRequest, context: grpc.ServicerContext) -> Any:
        token, inputs = request.type or request.urn.split("::")[2].rpartition("$")[2], from_struct(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(id="", properties=to_struct(outputs(token, "", inputs, preview=True)))
        identifier = self._cloud.new_id(token)
        self._change(context, lambda: self._cloud.put(identifier, Thing(request.urn, token, inputs), "create"))
        made = to_struct(outputs(token, identifier, inputs, preview=False))
        return provider_pb2.CreateResponse(id=identifier, properties=made)

    def Update(self, request: provider_pb2.UpdateRequest, context: grpc.ServicerContext) -> Any:
        token, inputs = request.urn.split("::")[2].rpartition("$")[2], from_struct(request.news)
        if not request.preview:
            self._change(context, lambda: self._cloud.put(request.id, Thing(request.urn, token, inputs), "update"))
        made = outputs(token, request.id, inputs, preview=request.preview)
        return provider_pb2.UpdateResponse(properties=to_struct(made))

    def Delete(self, request: provider_pb2.DeleteRequest, context: grpc.ServicerContext) -> Any:
        self._change(context, lambda: self._cloud.remove(request.id, request.urn))
        return empty_pb2.Empty()

    def Read(self, request: provider_pb2.ReadRequest, context: grpc.ServicerContext) -> Any:
        thing = self._cloud.things.get(request.id)
        if thing is None:
            return provider_pb2.ReadResponse(id="")
        made = outputs(thing.token, request.id, thing.inputs, preview=False)
        return provider_pb2.ReadResponse(id=request.id, inputs=to_struct(thing.inputs), properties=to_struct(made))

    def _change(self, context: grpc.ServicerContext, act: Any) -> None:
        mode = self._cloud.next_change_goes()
        if mode is None or mode is Mode.LOSE:
            act()
        if mode is Mode.HANG:
            assert self._cloud.fault is not None
            while context.is_active() and not self._cloud.fault.released.wait(0.05):
                pass
        if mode is not None:
            context.abort(grpc.StatusCode.UNAVAILABLE, f"the stand-in was told to {mode.value}")
