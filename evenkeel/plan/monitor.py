"""The resource monitor that takes the engine's place: it answers as a preview would."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, Final, NoReturn

from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import mocks
from pulumi.runtime.proto import callback_pb2, resource_pb2

from evenkeel.model import Unknown, Value
from evenkeel.plan import transforms, wire
from evenkeel.plan.errors import RecordError
from evenkeel.plan.options import Options
from evenkeel.plan.registry import Registered, Registry, own_transforms

_GET_RESOURCE: Final = "pulumi:pulumi:getResource"


class _NobodyToAsk(mocks.Mocks):
    """The part of the SDK's test mode that makes answers up: the recorder makes up none."""

    def call(self, args: mocks.MockCallArgs) -> NoReturn:
        raise _question(f"function {args.token}")

    def new_resource(self, args: mocks.MockResourceArgs) -> NoReturn:
        raise _question(f"resource {args.name}")


class Monitor(mocks.MockMonitor):
    """Speaks the SDK's protocol.

    Args:
        registry: where registrations go.
    """

    def __init__(self, registry: Registry) -> None:
        super().__init__(_NobodyToAsk())
        self.callbacks = transforms.Callbacks()
        self._registry = registry
        self._of_stack: list[callback_pb2.Callback] = []

    def RegisterResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.RegisterResourceRequest
    ) -> Any:  # noqa: ANN401 - the SDK leaves it open
        """Take a registration; returns a coroutine where transforms have to run first."""
        if request.remote:
            raise RecordError(
                f"{request.name} ({request.type}): a component that a plugin builds cannot be recorded offline; "
                "use a component of this program's language"
            )
        options = Options.of_request(request)
        self._registry.goals.inherit(options, parent=request.parent, token=request.type, custom=request.custom)
        chain: list[callback_pb2.Callback] = [
            *own_transforms(request),
            *self._registry.goals.transforms(request.parent),
            *self._of_stack,
        ]
        if chain:
            return self._transformed(request, options, chain)
        dependencies = _by_property(request)
        return _answered(self._registry.register(request, options, request.object, dependencies), request.object)

    def _transformed(
        self,
        request: resource_pb2.RegisterResourceRequest,
        options: Options,
        chain: list[callback_pb2.Callback],
    ) -> Coroutine[Any, Any, resource_pb2.RegisterResourceResponse]:
        """Run the transforms of the resource, its parents and the stack, then register what they leave."""

        async def run() -> resource_pb2.RegisterResourceResponse:
            nonlocal options
            tracked = bool(own_transforms(request))
            by_property = _by_property(request)
            properties = transforms.upgraded(request.object, by_property, tracked=tracked)
            for callback in chain:
                question = resource_pb2.TransformRequest(
                    name=request.name,
                    type=request.type,
                    custom=request.custom,
                    parent=request.parent,
                    properties=properties,
                    options=options.for_transform(request.customTimeouts),
                )
                answer = await self.callbacks.transform(callback, question)
                if answer.HasField("properties"):
                    properties = answer.properties
                if answer.HasField("options"):
                    options = Options.of_transform(answer.options)
            if tracked:
                by_property = transforms.dependencies_in(properties)
                options.depends_on = sorted({*options.depends_on, *(urn for of in by_property.values() for urn in of)})
            return _answered(self._registry.register(request, options, properties, by_property))

        return run()

    def ReadResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Take a resource that exists already."""
        found = self._registry.read(request)
        answer = resource_pb2.ReadResourceResponse(urn=found.resource.urn, id=found.identifier)
        answer.properties.update(wire.encode(found.resource.outputs))
        return answer

    def RegisterResourceOutputs(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Take the outputs of a component or of the stack."""
        self._registry.set_outputs(request.urn, request.outputs)
        return empty_pb2.Empty()

    def Invoke(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Answer what another resource of the program is; refuse every other question.

        Raises:
            RecordError: the program asks a provider, which a plan must not depend on.
        """
        if request.tok != _GET_RESOURCE:
            raise _question(f"function {request.tok}")
        self._registry.providers.default(_GET_RESOURCE, version="", address="")
        urn = request.args.fields["urn"].string_value
        resource = self._registry.resources.get(urn)
        if resource is None:
            raise RecordError(f"the program refers to a resource that it has not registered: {urn}")
        answer = resource_pb2.ResourceInvokeResponse()
        getattr(answer, "return").update(
            {"urn": urn, "id": resource.import_id or "", "state": wire.encode(resource.outputs)}
        )
        return answer

    def Call(self, request: resource_pb2.ResourceCallRequest) -> resource_pb2.ResourceCallRequest:  # noqa: N802
        """Refuse to call a method of a provider's resource.

        Raises:
            RecordError: always.
        """
        raise _question(f"method {request.tok}")

    def ExistsResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.ExistsResourceRequest
    ) -> resource_pb2.ExistsResourceResponse:
        """Refuse to look for a resource.

        Raises:
            RecordError: always.
        """
        raise _question(f"whether {request.type} {request.id!r} exists")

    def RegisterStackTransform(self, request: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802
        """Take a transform of all resources that are registered from now on."""
        self._of_stack.append(request)
        return empty_pb2.Empty()


def _question(what: str) -> RecordError:
    return RecordError(
        f"the program asks a provider ({what}), which takes credentials and the network; "
        "give the program the answer as configuration"
    )


def _by_property(request: resource_pb2.RegisterResourceRequest) -> Mapping[str, Sequence[str]]:
    return {key: list(value.urns) for key, value in request.propertyDependencies.items() if value.urns}


def _answered(
    registered: Registered, properties: struct_pb2.Struct | None = None
) -> resource_pb2.RegisterResourceResponse:
    """Answer a registration: outputs that are not in the answer are unknown to the program.

    Args:
        registered: the resource.
        properties: its properties as they came, where they can be sent back as they are: copying them is cheap, so that
            only outputs that differ from their inputs are encoded.
    """
    resource = registered.resource
    answer = resource_pb2.RegisterResourceResponse(urn=resource.urn, id=registered.identifier)
    if not resource.custom or not resource.outputs:
        return answer
    inputs: Mapping[str, Value] = registered.inputs if properties is not None else {}
    if properties is not None:
        answer.object.CopyFrom(properties)
    for key, value in resource.outputs.items():
        unknown = isinstance(value, Unknown) and key not in inputs
        if not unknown and (key not in inputs or inputs[key] is not value):
            answer.object.update({key: wire.encode(value)})
    return answer
