"""The resource monitor that takes the engine's place: it answers as a preview would and keeps what it was told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Final, NoReturn, cast

from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import mocks
from pulumi.runtime.proto import callback_pb2, resource_pb2

from evenkeel.model import Resource, Secret, Unknown, Value
from evenkeel.plan import outputs, property_names, transforms, wire
from evenkeel.plan import urn as urns
from evenkeel.plan.errors import RecordError
from evenkeel.plan.goals import Goal, Goals
from evenkeel.plan.options import Options
from evenkeel.plan.providers import Providers

_SECRET_BY_KIND: Final = {"kubernetes:core/v1:Secret": ("data", "stringData")}
"""Inputs that are secret whether the program says so or not, by type."""
_GET_RESOURCE: Final = "pulumi:pulumi:getResource"


class _NobodyToAsk(mocks.Mocks):
    """The part of the SDK's test mode that makes answers up: the recorder makes up none."""

    def call(self, args: mocks.MockCallArgs) -> NoReturn:
        raise _question(f"function {args.token}")

    def new_resource(self, args: mocks.MockResourceArgs) -> NoReturn:
        raise _question(f"resource {args.name}")


class Monitor(mocks.MockMonitor):
    """Records registrations.

    Args:
        stack: stack name.
        project: project name.
        config: configuration by full key, for default providers.
        secret_keys: keys of it that are secret.
        directory: where relative paths of assets start.
        check_names: whether property names are checked against the SDKs' types.
        progress: called with the number of resources so far.
    """

    def __init__(
        self,
        *,
        stack: str,
        project: str,
        config: Mapping[str, str],
        secret_keys: Collection[str],
        directory: str,
        check_names: bool,
        progress: Callable[[int], None] | None,
    ) -> None:
        super().__init__(_NobodyToAsk())
        self.recorded: dict[str, Resource] = {}
        self.problems: list[str] = []
        self.callbacks = transforms.Callbacks()
        self._stack, self._project = stack, project
        self._directory, self._check_names, self._progress = directory, check_names, progress
        self._goals = Goals()
        self._of_stack: list[callback_pb2.Callback] = []
        self._providers = Providers(
            stack=stack, project=project, config=config, secret_keys=secret_keys, add=self._keep
        )

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
        self._goals.inherit(options, parent=request.parent, token=request.type, custom=request.custom)
        chain: list[callback_pb2.Callback] = [
            *own_transforms(request),
            *self._goals.transforms(request.parent),
            *self._of_stack,
        ]
        if chain:
            return self._transformed(request, options, chain)
        dependencies = {key: list(value.urns) for key, value in request.propertyDependencies.items() if value.urns}
        return self._register(request, options, request.object, dependencies)

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
            by_property = {key: list(value.urns) for key, value in request.propertyDependencies.items() if value.urns}
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
            return self._register(request, options, properties, by_property)

        return run()

    def _register(
        self,
        request: resource_pb2.RegisterResourceRequest,
        options: Options,
        properties: struct_pb2.Struct,
        property_dependencies: Mapping[str, list[str]],
    ) -> resource_pb2.RegisterResourceResponse:
        token, custom = request.type, request.custom
        if not custom:
            self._goals.inherit_providers(options, parent=request.parent)
        urn = urns.child(self._stack, self._project, request.parent, token, request.name)
        inputs = wire.decode_struct(properties, self._directory)
        self._check(urn, token, inputs)
        provider, results = "", dict[str, Value]()
        if token.startswith(urns.PROVIDER_PREFIX):
            inputs, results = self._providers.configured(
                urn, inputs, version=options.version, address=options.download_address
            )
        elif custom:
            provider = options.provider or self._providers.default(
                token, version=options.version, address=options.download_address
            )
            results = outputs.expected(token, inputs) if self._providers.is_known(provider) else {}
        secret = {*options.additional_secret_outputs, *_SECRET_BY_KIND.get(token, ())}
        resource = Resource(
            urn=urn,
            type=token,
            name=request.name,
            custom=custom,
            parent=request.parent or None,
            provider=provider or None,
            inputs={key: _concealed(value) if key in secret else value for key, value in inputs.items()},
            outputs={key: _marked(value) if key in secret else value for key, value in results.items()},
            dependencies=tuple(sorted(options.depends_on)),
            property_dependencies={key: tuple(sorted(of)) for key, of in sorted(property_dependencies.items())},
            protect=bool(options.protect),
            retain_on_delete=bool(options.retain_on_delete),
            deleted_with=options.deleted_with or None,
            delete_before_replace=options.delete_before_replace,
            ignore_changes=tuple(options.ignore_changes),
            replace_on_changes=tuple(options.replace_on_changes),
            additional_secret_outputs=tuple(options.additional_secret_outputs),
            aliases=self._goals.aliases(urn, options.aliases, request.parent),
            import_id=options.import_id or None,
            custom_timeouts=options.custom_timeouts,
        )
        self._keep(resource)
        self._goals.add(
            urn,
            Goal(
                parent=request.parent,
                custom=custom,
                protect=options.protect,
                retain_on_delete=options.retain_on_delete,
                deleted_with=options.deleted_with,
                provider=provider,
                providers={} if custom else options.providers,
                aliases=resource.aliases,
                transforms=own_transforms(request),
            ),
        )
        identifier = wire.UNKNOWN_TEXT if token.startswith(urns.PROVIDER_PREFIX) else options.import_id
        answer = resource_pb2.RegisterResourceResponse(urn=urn, id=identifier)
        if custom and results:
            _answer(answer.object, properties, inputs, resource.outputs)
        return answer

    def _keep(self, resource: Resource) -> None:
        known = self.recorded.get(resource.urn)
        if known is not None:
            raise RecordError(
                f"{resource.name} ({resource.type}): registered twice; give each a name of its own ({resource.urn})"
            )
        self.recorded[resource.urn] = resource
        if self._progress is not None:
            self._progress(len(self.recorded))

    def _check(self, urn: str, token: str, inputs: Mapping[str, Value]) -> None:
        if self._check_names and not token.startswith(urns.PROVIDER_PREFIX):
            self.problems += property_names.problems(urn, token, inputs)

    def ReadResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Take a resource that exists already: only the provider knows its properties, so they stay unknown."""
        urn = urns.child(self._stack, self._project, request.parent, request.type, request.name)
        provider = request.provider or self._providers.default(
            request.type, version=request.version, address=request.pluginDownloadURL
        )
        inputs = wire.decode_struct(request.properties, self._directory)
        results: dict[str, Value] = (
            {"name": inputs.get("name")} if request.type == "pulumi:pulumi:StackReference" else {}
        )
        resource = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=True,
            external=True,
            parent=request.parent or None,
            provider=provider,
            inputs=inputs,
            outputs=results,
            dependencies=tuple(sorted(request.dependencies)),
            additional_secret_outputs=tuple(request.additionalSecretOutputs),
        )
        self._keep(resource)
        self._goals.add(urn, Goal(parent=request.parent, custom=True, provider=provider))
        known = "" if request.id == wire.UNKNOWN_TEXT else request.id
        answer = resource_pb2.ReadResourceResponse(urn=urn, id=known)
        answer.properties.update(wire.encode(results))
        return answer

    def RegisterResourceOutputs(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Take the outputs of a component or of the stack."""
        results = wire.decode_struct(request.outputs, self._directory)
        self.recorded[request.urn] = replace(self.recorded[request.urn], outputs=results)
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
        self._providers.default(_GET_RESOURCE, version="", address="")
        urn = request.args.fields["urn"].string_value
        resource = self.recorded.get(urn)
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


def own_transforms(request: resource_pb2.RegisterResourceRequest) -> tuple[callback_pb2.Callback, ...]:
    """Return the transforms that a registration brings itself."""
    return tuple(cast("list[callback_pb2.Callback]", request.transforms))


def _question(what: str) -> RecordError:
    return RecordError(
        f"the program asks a provider ({what}), which takes credentials and the network; "
        "give the program the answer as configuration"
    )


def _marked(value: Value) -> Secret:
    """Mark a value as secret as a whole, as the engine does with outputs."""
    return value if isinstance(value, Secret) else Secret(value)


def _concealed(value: Value) -> Value:
    """Mark the leaves of a value as secret; which keys there are may be seen."""
    if isinstance(value, Mapping):
        return {key: _concealed(item) for key, item in cast("Mapping[str, Value]", value).items()}
    return _marked(value)


def _answer(
    answer: struct_pb2.Struct, properties: struct_pb2.Struct, inputs: Mapping[str, Value], results: Mapping[str, Value]
) -> None:
    """Fill an answer: the properties as they came, which is cheap, except where an output differs from its input.

    What is not in the answer is unknown to the program.
    """
    answer.CopyFrom(properties)
    for key, value in results.items():
        unknown = isinstance(value, Unknown) and key not in inputs
        if not unknown and inputs.get(key) is not value:
            answer.update({key: wire.encode(value)})
