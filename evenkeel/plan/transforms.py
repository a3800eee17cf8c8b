"""Transforms, which the engine runs by calling the program back over gRPC; so does the recorder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc, resource_pb2

from evenkeel.plan import wire
from evenkeel.plan.errors import RecordError

_LARGEST_MESSAGE: Final = 400 * 1024 * 1024
_CHANNEL_OPTIONS: Final = [
    ("grpc.max_send_message_length", _LARGEST_MESSAGE),
    ("grpc.max_receive_message_length", _LARGEST_MESSAGE),
]


@dataclass(slots=True)
class Callbacks:
    """Calls functions of the program that it registered as callbacks."""

    _channels: dict[str, grpc.aio.Channel] = field(default_factory=dict[str, grpc.aio.Channel])

    async def transform(
        self, callback: callback_pb2.Callback, request: resource_pb2.TransformRequest
    ) -> resource_pb2.TransformResponse:
        """Run one transform.

        Raises:
            RecordError: the transform raised.
        """
        if callback.target not in self._channels:
            self._channels[callback.target] = grpc.aio.insecure_channel(callback.target, options=_CHANNEL_OPTIONS)
        stub: Any = callback_pb2_grpc.CallbacksStub(self._channels[callback.target])
        call = callback_pb2.CallbackInvokeRequest(token=callback.token, request=request.SerializeToString())
        try:
            answer: callback_pb2.CallbackInvokeResponse = await stub.Invoke(call)
        except grpc.aio.AioRpcError as error:
            reason = (error.details() or "").partition(" error: ")[2].splitlines()
            raise RecordError(
                f"{request.name} ({request.type}): a transform failed: {(reason or ['no reason given'])[0].rstrip(':')}"
            ) from error
        return resource_pb2.TransformResponse.FromString(answer.response)

    async def close(self) -> None:
        """Close the connections."""
        for channel in self._channels.values():
            await channel.close()


def upgraded(
    struct: struct_pb2.Struct, dependencies: Mapping[str, Sequence[str]], *, tracked: bool
) -> struct_pb2.Struct:
    """Write properties as a transform reads them: what is unknown, secret or depends on resources is an output value.

    Args:
        struct: the properties as registered.
        dependencies: URNs by property.
        tracked: whether dependencies are written too, as for the resource's own transforms.
    """
    raw: dict[str, Any] = {key: _upgrade(value) for key, value in json_format.MessageToDict(struct).items()}
    if tracked:
        for key, urns in dependencies.items():
            if key in raw and urns:
                value = raw[key]
                output = value if _is(value, wire.OUTPUT) else {wire.SIGNATURE_KEY: wire.OUTPUT, "value": value}
                raw[key] = {**output, "dependencies": sorted(urns)}
    result = struct_pb2.Struct()
    result.update(raw)
    return result


def _is(value: wire.Plain, signature: str) -> bool:
    return isinstance(value, dict) and cast("dict[str, wire.Plain]", value).get(wire.SIGNATURE_KEY) == signature


def _upgrade(value: wire.Plain) -> wire.Plain:
    if value == wire.UNKNOWN_TEXT:
        return {wire.SIGNATURE_KEY: wire.OUTPUT}
    if isinstance(value, list):
        return [_upgrade(item) for item in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    members = cast("dict[str, Any]", value)
    if _is(members, wire.SECRET):
        inner = _upgrade(members.get("value"))
        output = inner if _is(inner, wire.OUTPUT) else {wire.SIGNATURE_KEY: wire.OUTPUT, "value": inner}
        return {**output, "secret": True}
    return {key: _upgrade(item) for key, item in members.items()}


def dependencies_in(struct: struct_pb2.Struct) -> dict[str, list[str]]:
    """Return the URNs that properties depend on by the output values in them."""
    found: dict[str, list[str]] = {}
    for key, value in json_format.MessageToDict(struct).items():
        urns: set[str] = set()
        _collect(value, urns)
        if urns:
            found[key] = sorted(urns)
    return found


def _collect(value: wire.Plain, urns: set[str]) -> None:
    if isinstance(value, list):
        for item in cast("list[Any]", value):
            _collect(item, urns)
    elif isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        if _is(members, wire.OUTPUT):
            urns.update(members.get("dependencies", ()))
        for item in members.values():
            _collect(item, urns)
