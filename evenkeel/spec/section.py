"""The base of every section of the stack file, and defaults that depend on where the section stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel

Integer = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]

_UNSET: Final = object()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a section stands, as far as its defaults depend on it.

    Attributes:
        environment: `dev`, `staging` or `prod`.
        target: `aws` or `cluster`.
        infrastructure: True when this stack makes AWS infrastructure.
    """

    environment: str = "dev"
    target: str = "aws"
    infrastructure: bool = True


@dataclass(frozen=True, slots=True)
class Default:
    """Marks a field that may be left out, with what then stands in its place.

    A value is looked up by environment, then by target, then `always`. A mapping is also merged under
    what the person wrote, so that one key of a section can be set without losing the defaults of the others.

    Attributes:
        always: in every environment and on every target.
        dev: in `dev`.
        staging: in `staging`.
        prod: in `prod`.
        aws: on AWS.
        cluster: on an existing cluster.
        infrastructure: where the stack makes AWS infrastructure; None elsewhere.
    """

    always: object = _UNSET
    dev: object = _UNSET
    staging: object = _UNSET
    prod: object = _UNSET
    aws: object = _UNSET
    cluster: object = _UNSET
    infrastructure: object = _UNSET

    def value(self, setting: Setting) -> object:
        """Return what stands in the place of the field in `setting`."""
        for name in (setting.environment, setting.target):
            found: object = getattr(self, name, _UNSET)
            if found is not _UNSET:
                return found
        if self.infrastructure is not _UNSET:
            return self.infrastructure if setting.infrastructure else None
        return None if self.always is _UNSET else self.always

    def by_setting(self) -> dict[str, object]:
        """Return the defaults by the name of their environment or target; `always` under an empty name."""
        names = ("dev", "staging", "prod", "aws", "cluster", "infrastructure")
        found = {name: cast("object", getattr(self, name)) for name in names}
        stated = {name: value for name, value in found.items() if value is not _UNSET}
        return stated or {"": self.always}


@cache
def defaults_of(section: type[BaseModel]) -> tuple[tuple[str, Default], ...]:
    """Return the key and the default of each field of `section` that the environment or the target decides."""
    return tuple(
        (field.alias or name, mark)
        for name, field in section.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Default)
    )


def _merge(default: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    merged = dict(given)
    for key, value in default.items():
        if key not in merged:
            merged[key] = value
        elif isinstance(value, Mapping) and isinstance(merged[key], Mapping):
            merged[key] = _merge(cast("Mapping[str, object]", value), cast("Mapping[str, object]", merged[key]))
    return merged


def _completed(default: object, given: object) -> object:
    if not isinstance(default, Mapping) or not isinstance(given, Mapping) or "existing" in given:
        return cast("object", given)
    return _merge(cast("Mapping[str, object]", default), cast("Mapping[str, object]", given))


class Section(BaseModel):
    """A part of the stack file: frozen, closed to unknown keys, camelCase in files, snake_case in Python."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        defer_build=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
        protected_namespaces=(),
    )

    @model_validator(mode="before")
    @classmethod
    def fill_defaults(cls, data: object, info: ValidationInfo) -> object:
        """Add what the person left out and the environment decides."""
        marks = defaults_of(cls)
        if not marks or not isinstance(data, Mapping):
            return data
        setting = info.context if isinstance(info.context, Setting) else Setting()
        filled = dict(cast("Mapping[str, object]", data))
        for alias, mark in marks:
            value = mark.value(setting)
            # A section whose keys are all commented out is as good as left out.
            if alias not in filled or (filled[alias] is None and isinstance(value, Mapping)):
                filled[alias] = value
            else:
                filled[alias] = _completed(value, filled[alias])
        return filled
