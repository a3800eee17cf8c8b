"""What the installed provider SDKs know: classes by type token, their properties' types, their versions.

The SDK's own type metadata (`pulumi._types`) is read, never changed: it is what the SDK itself serialises by, and the
versions of the SDKs are pinned.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import json
import sys
import typing
from functools import cache
from pathlib import Path
from typing import Any

from pulumi import _types  # pyright: ignore[reportPrivateUsage]
from pulumi.runtime import rpc


@cache
def resource_class(token: str) -> type | None:
    """Return the class that a loaded SDK has for a type token, if any."""
    package, _, rest = token.partition(":")
    module = rpc.get_resource_module(package, rest.rpartition(":")[0], "")
    information: Any = getattr(module, "mod_info", None)
    if not information or token not in information["classes"]:
        return None
    found = getattr(importlib.import_module(information["fqn"]), information["classes"][token], None)
    return found if isinstance(found, type) else None


@cache
def arguments_class(resource: type) -> type | None:
    """Return the class that declares the inputs of a resource class."""
    module = sys.modules[resource.__module__]
    for suffix in ("InitArgs", "Args"):
        found = getattr(module, resource.__name__ + suffix, None)
        if isinstance(found, type) and _types.is_input_type(found):
            return found
    return None


def members(declared: type) -> dict[str, Any]:
    """Return the type of each property of an SDK class, by the provider's name."""
    if _types.is_input_type(declared):
        return dict(_types.input_type_types(declared))
    if _types.is_output_type(declared):
        return dict(_types.output_type_types(declared))
    return dict(_types.resource_types(declared))


def is_object(declared: object) -> bool:
    """Whether a type annotation is an SDK class with properties of its own."""
    return isinstance(declared, type) and (_types.is_input_type(declared) or _types.is_output_type(declared))


@cache
def always_set(resource: type) -> tuple[str, ...]:
    """Return the outputs that a resource of the class has even where the program does not set them.

    The provider's schema makes an output optional exactly when nothing but the program sets it.
    """
    hints = _types._raw_return_hints(resource)  # pyright: ignore[reportPrivateUsage]
    return tuple(
        name
        for name, hint in hints.items()
        if name not in {"id", "urn"} and type(None) not in typing.get_args(typing.get_args(hint)[0])
    )


@cache
def plugin(package: str) -> tuple[str, str]:
    """Return the version and the download address of an installed provider SDK; empty where there is none."""
    found = importlib.util.find_spec(f"pulumi_{package.replace('-', '_')}")
    for location in (found.submodule_search_locations or ()) if found else ():
        description = Path(location) / "pulumi-plugin.json"
        if description.is_file():
            content = json.loads(description.read_text("utf-8"))
            return str(content.get("version", "")), str(content.get("server", ""))
    return "", ""


@cache
def distribution_version(name: str) -> str:
    """Return the version of an installed distribution, or `unknown`."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
