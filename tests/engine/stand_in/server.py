"""The provider protocol over gRPC, for both packages at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from evenkeel.plan import sdk
from tests.engine.stand_in.cloud import Cloud, Mode, TakenError, Thing
from tests.engine.stand_in.outputs import outputs
from tests.engine.stand_in.refusals import refusals
from tests.engine.stand_in.replacement import deletes_first, identity, replaces
from tests.engine.stand_in.values import from_struct, revealed, to_struct

_THREADS = 16
_MAXIMUM_MESSAGE = 400 * 1024 * 1024
# How a provider's error reaches the engine, and how a provider's death does.
_CODES: Final = {
    Mode.FAIL: grpc.StatusCode.UNKNOWN,
    Mode.HANG: grpc.StatusCode.UNKNOWN,
    Mode.LOSE: grpc.StatusCode.UNAVAILABLE,
}


@dataclass(frozen=True)
class StandIn:
    """A serving stand-in.

    Attributes:
        cloud: what it has created.
        environment: what the engine must be started with to use it.
        ports: TCP ports of this machine, one a package.
    """

    cloud: Cloud
    environment: Mapping[str, str]
    ports: tuple[int, ...]


@contextmanager
def serve(packages: tuple[str, ...] = ("aws", "kubernetes")) -> Generator[StandIn]:
    """Serve on free ports of this machine until the context is left."""
    cloud = Cloud()
    options = [
        ("grpc.max_receive_message_length", _MAXIMUM_MESSAGE),
        ("grpc.max_send_message_length", _MAXIMUM_MESSAGE),
    ]
    servers = [grpc.server(futures.ThreadPoolExecutor(_THREADS), options=options) for _ in packages]
    ports: dict[str, int] = {}
    for package, server in zip(packages, servers, strict=True):
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(_Provider(package, cloud), server)
        ports[package] = server.add_insecure_port("127.0.0.1:0")
        server.start()
    try:
        debug = ",".join(f"{package}:{port}" for package, port in ports.items())
        # Without the second setting the engine looks for plugins on the internet all the same.
        environment = {"PULUMI_DEBUG_PROVIDERS": debug, "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true"}
        yield StandIn(cloud, environment, tuple(ports.values()))
    finally:
        if cloud.fault:
            cloud.fault.released.set()
        for stopped in [server.stop(grace=0.5) for server in servers]:
            stopped.wait()


class _Provider(provider_pb2_grpc.ResourceProviderServicer):
    def __init__(self, package: str, cloud: Cloud) -> None:
        self._version, _ = sdk.plugin(package)
        self._cloud = cloud
        # The engine opens a connection for each provider of a program.
        self._accept_existing: dict[str, bool] = {}

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=False, supports_autonaming_configuration=False
        )

    def Attach(self, request: Any, context: grpc.ServicerContext) -> Any:
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        return plugin_pb2.PluginInfo(version=self._version)

    def CheckConfig(self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> Any:
        old, new = revealed(from_struct(request.old_inputs)), revealed(from_struct(request.news))
        changed = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=some if changed else none, diffs=changed)

    def Configure(self, request: provider_pb2.ConfigureRequest, context: grpc.ServicerContext) -> Any:
        settings = revealed(from_struct(request.args))
        self._accept_existing[context.peer()] = str(settings.get("upsertExistingObjects")).lower() == "true"
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, acceptResources=True, acceptOutputs=False
        )

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        if self._cloud.fault:
            self._cloud.fault.released.set()
        return empty_pb2.Empty()

    def Check(self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext) -> Any:
        self._call(context, "check", request.urn)
        wrong = refusals(_token(request.urn), revealed(from_struct(request.news)))
        failures = [provider_pb2.CheckFailure(property=path, reason=reason) for path, reason in wrong]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> Any:
        self._call(context, "diff", request.urn)
        old, new = revealed(from_struct(request.old_inputs)), revealed(from_struct(request.news))
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        changed -= set(request.ignoreChanges)
        if not changed:
            return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)
        token = _token(request.urn)
        found = [path for path in replaces(token, old, new) if path.partition(".")[0] in changed]
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME,
            diffs=sorted(changed),
            replaces=found,
            deleteBeforeReplace=bool(found) and deletes_first(token, old, new),
        )

    def Create(self, request: provider_pb2.CreateRequest, context: grpc.ServicerContext) -> Any:
        token, inputs = _token(request.urn), from_struct(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(id="", properties=to_struct(outputs(token, "", inputs, preview=True)))
        made = self._call(context, "create", request.urn, lambda: self._create(request.urn, token, inputs, context))
        properties = to_struct(outputs(token, made, inputs, preview=False))
        return provider_pb2.CreateResponse(id=made, properties=properties)

    def Update(self, request: provider_pb2.UpdateRequest, context: grpc.ServicerContext) -> Any:
        token, inputs = _token(request.urn), from_struct(request.news)

        def update() -> None:
            try:
                self._cloud.update(request.id, request.urn, inputs, identity(token, revealed(inputs)))
            except KeyError:
                context.abort(grpc.StatusCode.UNKNOWN, f"{request.id} does not exist")

        if not request.preview:
            self._call(context, "update", request.urn, update)
        # What the cloud made up once stays, so that a preview knows it too.
        made = outputs(token, request.id, inputs, preview=False)
        return provider_pb2.UpdateResponse(properties=to_struct(made))

    def Delete(self, request: provider_pb2.DeleteRequest, context: grpc.ServicerContext) -> Any:
        self._call(context, "delete", request.urn, lambda: self._cloud.delete(request.id, request.urn))
        return empty_pb2.Empty()

    def Read(self, request: provider_pb2.ReadRequest, context: grpc.ServicerContext) -> Any:
        self._call(context, "read", request.urn)
        thing, token = self._cloud.things.get(request.id), _token(request.urn)
        if thing is None or thing.token != token:
            return provider_pb2.ReadResponse(id="")
        made = outputs(token, request.id, thing.inputs, preview=False)
        return provider_pb2.ReadResponse(id=request.id, inputs=to_struct(thing.inputs), properties=to_struct(made))

    def _create(self, urn: str, token: str, inputs: Mapping[str, Any], context: grpc.ServicerContext) -> str:
        made, unique = self._cloud.new_id(token), identity(token, revealed(inputs))
        try:
            self._cloud.create(made, Thing(urn, token, inputs, unique))
        except TakenError as taken:
            made = str(taken)
            if not self._accept_existing.get(context.peer()):
                context.abort(grpc.StatusCode.UNKNOWN, f"{unique} exists already, as {made}")
            self._cloud.update(made, urn, inputs, unique)
        return made

    def _call(
        self, context: grpc.ServicerContext, operation: str, urn: str, change: Callable[[], Any] | None = None
    ) -> Any:
        """Make a change, or go wrong as told to."""
        mode, result = self._cloud.goes(operation, urn, changes=change is not None), None
        if change is not None and mode in {None, Mode.LOSE}:
            with self._cloud.changing():
                result = change()
        fault = self._cloud.fault
        if mode is Mode.HANG and fault is not None:
            fault.hanging.set()
            while context.is_active() and not fault.released.wait(0.02):
                pass
        if mode is not None:
            context.abort(_CODES[mode], f"the stand-in was told to {mode.value}")
        return result


def _token(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2]
