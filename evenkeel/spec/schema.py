"""The JSON Schema of stack files, by which editors complete and check them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Final, cast

from pydantic import BaseModel

from evenkeel.spec.platform import Platform
from evenkeel.spec.section import Section, defaults_of

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE: Final = re.compile(r"^(\w+): (.*(?:\n {4,}.*)*)", re.MULTILINE)

JsonSchema = dict[str, object]


def json_schema() -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a whole `Pulumi.<stack>.yaml`."""
    platform = Platform.model_json_schema(by_alias=True)
    definitions = cast("dict[str, JsonSchema]", platform.pop("$defs"))
    sections = {section.__name__: section for section in _sections(Section)}
    for name, definition in {**definitions, "Platform": platform}.items():
        if name in sections:
            _describe(definition, sections[name])
    definitions["Platform"] = platform
    definitions["Encrypted"] = {
        "type": "object",
        "description": "A value that Pulumi encrypted: pulumi config set --secret evenkeel:NAME.",
        "properties": {"secure": {"type": "string"}},
        "required": ["secure"],
        "additionalProperties": False,
    }
    return {
        "$schema": _DIALECT,
        "title": "evenkeel stack file",
        "type": "object",
        "properties": {
            "config": {
                "type": "object",
                "description": "Configuration of the stack.",
                "properties": {"evenkeel:platform": {"$ref": "#/$defs/Platform"}},
                "patternProperties": {"^evenkeel:(?!platform$)": {"$ref": "#/$defs/Encrypted"}},
                "required": ["evenkeel:platform"],
            },
            "environment": {"description": "Pulumi ESC environments."},
            "secretsprovider": {"type": "string", "description": "What encrypts secrets."},
            "encryptedkey": {"type": "string", "description": "Written by Pulumi."},
            "encryptionsalt": {"type": "string", "description": "Written by Pulumi."},
        },
        "required": ["config"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _sections(root: type[BaseModel]) -> list[type[BaseModel]]:
    return [found for child in root.__subclasses__() for found in (child, *_sections(child))]


def _describe(definition: JsonSchema, section: type[BaseModel]) -> None:
    summary, _, attributes = inspect.cleandoc(section.__doc__ or "").partition("Attributes:")
    definition.pop("title", None)
    definition["description"] = " ".join(summary.split())
    texts = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(inspect.cleandoc(attributes))}
    properties = cast("Mapping[str, JsonSchema]", definition.get("properties", {}))
    defaults = dict(defaults_of(section))
    for name, field in section.model_fields.items():
        key = field.alias or name
        _describe_property(properties[key], texts[name], defaults[key].by_setting() if key in defaults else None)
    required = cast("list[str]", definition.get("required", []))
    remaining = [key for key in required if key not in defaults]
    definition.pop("required", None)
    if remaining:
        definition["required"] = remaining


def _describe_property(property_schema: JsonSchema, text: str, defaults: Mapping[str, object] | None) -> None:
    property_schema.pop("title", None)  # it only repeats the key
    text = text[:1].upper() + text[1:]
    if defaults and "" in defaults:
        property_schema["default"] = defaults[""]
    elif defaults and not any(isinstance(value, Mapping) for value in defaults.values()):
        stated = ", ".join(f"{_word(value)} ({name})" for name, value in defaults.items())
        text += f" Default: {stated}."
    property_schema["description"] = text


def _word(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in cast("tuple[object, ...]", value)) or "none"
    return str(value)
