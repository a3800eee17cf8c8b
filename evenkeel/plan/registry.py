"""Takes registrations in: adds what the engine adds, keeps the resource, and says what its outputs are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from google.protobuf import struct_pb2
from pulumi.runtime.proto import callback_pb2, resource_pb2

from evenkeel.model import Resource, Secret, Value
from evenkeel.plan import outputs, property_names, wire
from evenkeel.plan import urn as urns
from evenkeel.plan.errors import RecordError
from evenkeel.plan.goals import Goal, Goals
from evenkeel.plan.options import Options
from evenkeel.plan.providers import Providers

_SECRET_BY_KIND: Final = {"kubernetes:core/v1:Secret": ("data", "stringData")}
"""Properties that are secret whether the program says so or not, by type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A resource that was taken in.

    Attributes:
        resource: as it stands in the plan.
        inputs: its inputs as the program gave them, before secrets were marked.
        identifier: the id that the program sees; empty while it is unknown.
    """

    resource: Resource
    inputs: Mapping[str, Value]
    identifier: str


class Registry:
    """The resources of one recording.

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
        self.resources: dict[str, Resource] = {}
        self.problems: list[str] = []
        self.goals = Goals()
        self.providers = Providers(stack=stack, project=project, config=config, secret_keys=secret_keys, add=self._keep)
        self._stack, self._project = stack, project
        self._directory, self._check_names, self._progress = directory, check_names, progress

    def register(
        self,
        request: resource_pb2.RegisterResourceRequest,
        options: Options,
        properties: struct_pb2.Struct,
        property_dependencies: Mapping[str, Sequence[str]],
    ) -> Registered:
        """Take in a resource that the program wants to exist.

        Args:
            request: the registration; its options and properties are given apart, since transforms may change them.
            options: its options, inherited ones included.
            properties: its properties.
            property_dependencies: URNs by property.

        Raises:
            RecordError: its URN is taken, or it may have no default provider.
        """
        token, custom = request.type, request.custom
        if not custom:
            self.goals.inherit_providers(options, parent=request.parent)
        urn = urns.child(self._stack, self._project, request.parent, token, request.name)
        inputs = wire.decode_struct(properties, self._directory)
        if self._check_names and not token.startswith(urns.PROVIDER_PREFIX):
            self.problems += property_names.problems(urn, token, inputs)
        provider, inputs, results = self._managed(urn, inputs, options, token=token, custom=custom)
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
            aliases=self.goals.aliases(urn, options.aliases, request.parent),
            import_id=options.import_id or None,
            custom_timeouts=options.custom_timeouts,
        )
        self._keep(resource)
        goal = Goal(
            parent=request.parent,
            custom=custom,
            protect=options.protect,
            retain_on_delete=options.retain_on_delete,
            deleted_with=options.deleted_with,
            provider=provider,
            providers={} if custom else options.providers,
            aliases=resource.aliases,
            transforms=own_transforms(request),
        )
        self.goals.add(urn, goal)
        identifier = wire.UNKNOWN_TEXT if token.startswith(urns.PROVIDER_PREFIX) else options.import_id
        return Registered(resource=resource, inputs=inputs, identifier=identifier)

    def _managed(
        self, urn: str, inputs: dict[str, Value], options: Options, *, token: str, custom: bool
    ) -> tuple[str, dict[str, Value], dict[str, Value]]:
        """Return the provider reference, the inputs and the outputs of a resource, as its provider makes them."""
        version, address = options.version, options.download_address
        if token.startswith(urns.PROVIDER_PREFIX):
            return "", *self.providers.configured(urn, inputs, version=version, address=address)
        if not custom:
            return "", inputs, {}
        provider = options.provider or self.providers.default(token, version=version, address=address)
        known = self.providers.is_known(provider)
        return provider, inputs, outputs.expected(token, inputs) if known else {}

    def read(self, request: resource_pb2.ReadResourceRequest) -> Registered:
        """Take in a resource that exists already: only its provider knows its properties, so they stay unknown.

        Raises:
            RecordError: its URN is taken, or it may have no default provider.
        """
        urn = urns.child(self._stack, self._project, request.parent, request.type, request.name)
        provider = request.provider or self.providers.default(
            request.type, version=request.version, address=request.pluginDownloadURL
        )
        inputs = wire.decode_struct(request.properties, self._directory)
        is_stack = request.type == "pulumi:pulumi:StackReference"
        resource = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=True,
            external=True,
            parent=request.parent or None,
            provider=provider,
            inputs=inputs,
            outputs={"name": inputs.get("name")} if is_stack else {},
            dependencies=tuple(sorted(request.dependencies)),
            additional_secret_outputs=tuple(request.additionalSecretOutputs),
        )
        self._keep(resource)
        self.goals.add(urn, Goal(parent=request.parent, custom=True, provider=provider))
        identifier = "" if request.id == wire.UNKNOWN_TEXT else request.id
        return Registered(resource=resource, inputs=inputs, identifier=identifier)

    def set_outputs(self, urn: str, properties: struct_pb2.Struct) -> None:
        """Take in the outputs of a component or of the stack."""
        self.resources[urn] = replace(self.resources[urn], outputs=wire.decode_struct(properties, self._directory))

    def _keep(self, resource: Resource) -> None:
        if resource.urn in self.resources:
            raise RecordError(
                f"{resource.name} ({resource.type}): registered twice; give each a name of its own ({resource.urn})"
            )
        self.resources[resource.urn] = resource
        if self._progress is not None:
            self._progress(len(self.resources))


def own_transforms(request: resource_pb2.RegisterResourceRequest) -> tuple[callback_pb2.Callback, ...]:
    """Return the transforms that a registration brings itself."""
    return tuple(cast("list[callback_pb2.Callback]", request.transforms))


def _marked(value: Value) -> Secret:
    """Mark a value as secret as a whole, as the engine does with outputs."""
    return value if isinstance(value, Secret) else Secret(value)


def _concealed(value: Value) -> Value:
    """Mark the leaves of a value as secret; which keys there are may be seen."""
    if isinstance(value, Mapping):
        return {key: _concealed(item) for key, item in cast("Mapping[str, Value]", value).items()}
    return _marked(value)
