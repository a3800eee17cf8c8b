"""Values that a project gives to a rule's parameter: checked against its declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from policies.rule import Parameter
from policies.settings import ParameterValue


def parsed(parameter: Parameter, value: object) -> ParameterValue | ValueError:
    """Return a value as the parameter takes it, or an error whose arguments are what is wrong and what to do."""
    default = parameter.default
    if isinstance(default, bool):
        return value if isinstance(value, bool) else ValueError("is not true or false", "Write true or false.")
    if isinstance(default, int | float):
        return _number(parameter, value)
    if isinstance(default, str):
        return _text(parameter, value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        members = cast("Sequence[object]", value)
        if all(isinstance(member, str) for member in members):
            return tuple(cast("Sequence[str]", members))
    return ValueError("is not a list of texts", "Write its members in brackets, as in [one, two].")


def schema(parameter: Parameter, default: ParameterValue) -> dict[str, object]:
    """Return the JSON Schema of a parameter, with the value that holds where nobody sets another."""
    found: dict[str, object] = {"description": parameter.meaning}
    if isinstance(default, bool):
        found["type"] = "boolean"
    elif isinstance(default, int | float):
        found["type"] = "number"
        limits = {"minimum": parameter.minimum, "maximum": parameter.maximum}
        found.update({key: limit for key, limit in limits.items() if limit is not None})
    elif isinstance(default, str):
        found["type"] = "string"
        if parameter.choices:
            found["enum"] = list(parameter.choices)
    else:
        found |= {"type": "array", "items": {"type": "string"}}
    found["default"] = list(default) if isinstance(default, tuple) else default
    return found


def _text(parameter: Parameter, value: object) -> ParameterValue | ValueError:
    if not isinstance(value, str):
        return ValueError("is not text", "Write text; put it in quotes if it looks like a number.")
    if parameter.choices and value not in parameter.choices:
        return ValueError(f"is not one of {', '.join(parameter.choices)}", "Use one of them.")
    return value


def _number(parameter: Parameter, value: object) -> ParameterValue | ValueError:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ValueError("is not a number", f"Write a number: {parameter.meaning}.")
    number = int(value) if isinstance(parameter.default, int) and float(value).is_integer() else value
    if isinstance(parameter.default, int) and not isinstance(number, int):
        return ValueError("is not a whole number", f"Write a whole number: {parameter.meaning}.")
    if parameter.minimum is not None and number < parameter.minimum:
        return ValueError(f"is below {parameter.minimum:g}", f"Raise it to {parameter.minimum:g} or more.")
    if parameter.maximum is not None and number > parameter.maximum:
        return ValueError(f"is above {parameter.maximum:g}", f"Lower it to {parameter.maximum:g} or less.")
    return number
