"""The providers of one recording: which are used, and whether their configuration is known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from evenkeel.model import Resource, Secret, Value
from evenkeel.plan import sdk, wire
from evenkeel.plan import urn as urns
from evenkeel.plan.errors import RecordError

_INTERNAL: Final = "__internal"
_DENIED: Final = "pulumi:disable-default-providers"


class Providers:
    """Finds and makes provider resources as the engine does.

    Args:
        stack: stack name.
        project: project name.
        config: the stack's configuration by full key: default providers take theirs from it.
        secret_keys: the keys of it that are secret.
        add: registers a default provider's resource.
    """

    def __init__(
        self,
        *,
        stack: str,
        project: str,
        config: Mapping[str, str],
        secret_keys: Collection[str],
        add: Callable[[Resource], None],
    ) -> None:
        self._stack, self._project = stack, project
        self._config, self._secret_keys = config, secret_keys
        self._add = add
        self._unknown: set[str] = set()
        self._defaults: dict[tuple[str, str, str], str] = {}

    def configured(
        self, urn: str, inputs: Mapping[str, Value], *, version: str, address: str
    ) -> tuple[dict[str, Value], dict[str, Value]]:
        """Take in a provider resource of the program; return its inputs and outputs with what the engine adds."""
        package = urns.package_of(urns.parse(urn).type)
        if not version and not address:
            version, address = sdk.plugin(package)
        completed: dict[str, Value] = {**inputs, **_plugin_inputs(version, address)}
        outputs = {key: value for key, value in completed.items() if key != _INTERNAL}
        if wire.has_unknown(completed):
            self._unknown.add(urn)
        return completed, outputs

    def is_known(self, reference: str) -> bool:
        """Whether the configuration of a provider is known: one that is not is asked nothing in a preview."""
        return reference.rpartition("::")[0] not in self._unknown

    def default(self, token: str, *, version: str, address: str) -> str:
        """Return the reference of the default provider for a type, made on first use.

        Raises:
            RecordError: the stack's configuration forbids default providers for that package.
        """
        package = urns.package_of(token)
        if package != "pulumi":
            self._refuse_if_denied(package, token)
            installed = sdk.plugin(package)
            version, address = version or installed[0], address or installed[1]
        key = (package, version, address)
        if key not in self._defaults:
            self._defaults[key] = self._make(*key)
        return self._defaults[key]

    def _make(self, package: str, version: str, address: str) -> str:
        token = urns.PROVIDER_PREFIX + package
        name = "_".join(["default", *re.split(r"[.+-]", version)] if version else ["default"])
        if address:
            name += "_" + re.sub(r"[^0-9A-Za-z]", "_", address)
        urn = urns.child(self._stack, self._project, "", token, name)
        inputs: dict[str, Value] = {**self._package_config(package), **_plugin_inputs(version, address)}
        outputs = {key: value for key, value in inputs.items() if key != _INTERNAL}
        self._add(Resource(urn=urn, type=token, name=name, custom=True, inputs=inputs, outputs=outputs))
        return f"{urn}::{wire.UNKNOWN_TEXT}"

    def _package_config(self, package: str) -> dict[str, Value]:
        prefix = f"{package}:"
        return {
            key.removeprefix(prefix): Secret(value) if key in self._secret_keys else value
            for key, value in self._config.items()
            if key.startswith(prefix)
        }

    def _refuse_if_denied(self, package: str, token: str) -> None:
        denied: Any = json.loads(self._config.get(_DENIED) or "[]")
        if "*" in denied or package in denied:
            raise RecordError(
                f"{token}: the stack's configuration forbids default providers for {package} ({_DENIED}); "
                "give the resource, or a parent of it, a provider"
            )


def _plugin_inputs(version: str, address: str) -> dict[str, Value]:
    internal: dict[str, Value] = {"pluginDownloadURL": address} if address else {}
    return {_INTERNAL: internal, **({"version": version} if version else {})}
