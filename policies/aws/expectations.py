"""Judgements of one property, for the many rules that ask for no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from evenkeel.model import Resource, Value
from policies.properties import Property, properties
from policies.settings import Settings
from policies.verdict import Failure, Verdict

Judge: TypeAlias = Callable[[Resource, Settings], Iterable[Verdict]]
Remedy: TypeAlias = Callable[[Resource, Settings], Mapping[str, Value] | None]

_AWS_MANAGED_ALIAS: Final = "alias/aws/"


def switched(*path: str, on: bool = True, default: bool = False) -> Judge:
    """Ask that a switch is on, or off; `default` is what the provider takes when it is left out."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        del settings
        switch = properties(resource).at(*path)
        if switch.flag(default=default) is not on:
            yield switch.fails(f"is not {'true' if on else 'false'}")

    return judge


def given(*path: str) -> Judge:
    """Ask that a property is set, to whatever."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        del settings
        found = properties(resource).at(*path)
        if is_empty(found):
            yield found.fails("is not set")

    return judge


def own_key(*path: str) -> Judge:
    """Ask that a customer-managed KMS key is named."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        del settings
        yield from not_own_key(properties(resource).at(*path))

    return judge


def not_own_key(key: Property) -> Iterator[Verdict]:
    """Yield a failure where a property names no key, or one that AWS manages."""
    if is_empty(key):
        yield key.fails("names no customer-managed KMS key")
    elif key.known and _AWS_MANAGED_ALIAS in key.text():
        yield key.fails(f"is the AWS-managed key {key.text()}")


def is_empty(found: Property) -> bool:
    """Tell whether a property is left out, or set to nothing; something unknown is set."""
    return found.absent or (found.known and found.value in ("", []))


def at_least(*path: str, parameter: str, unit: str, default: float = 0) -> Judge:
    """Ask for the number that a parameter of the rule names, or more; `default` is the provider's."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        wanted = settings.number(parameter)
        found = properties(resource).at(*path)
        number = found.number(default)
        if number < wanted:
            yield found.fails(f"is {number:g} {unit}, less than {wanted:g}")

    return judge


def at_most(*path: str, parameter: str, unit: str, default: float) -> Judge:
    """Ask for the number that a parameter of the rule names, or less; `default` is the provider's."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        wanted = settings.number(parameter)
        found = properties(resource).at(*path)
        number = found.number(default)
        if number > wanted:
            yield found.fails(f"is {number:g} {unit}, more than {wanted:g}")

    return judge


def one_of(*path: str, values: tuple[str, ...], default: str = "") -> Judge:
    """Ask for one of some texts; `default` is what the provider takes when it is left out."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        del settings
        found = properties(resource).at(*path)
        text = found.text(default)
        if text not in values:
            yield found.fails(f"is {text or 'not set'}, not {' or '.join(values)}")

    return judge


def forbidden(because: str) -> Judge:
    """Refuse every resource of a kind."""

    def judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
        del settings
        yield Failure(resource, (), because)

    return judge


def put(value: Value, *path: str) -> Remedy:
    """Offer to set a property, below mappings only, to the one value that is asked for."""

    def remedied(resource: Resource, settings: Settings) -> Mapping[str, Value] | None:
        del settings
        found = properties(resource).at(*path)
        return None if found.value == value else replaced(resource.inputs, path, value)

    return remedied


def put_number(parameter: str, *path: str) -> Remedy:
    """Offer to set a property to the number that a parameter of the rule names."""

    def remedied(resource: Resource, settings: Settings) -> Mapping[str, Value] | None:
        return replaced(resource.inputs, path, settings.number(parameter))

    return remedied


def replaced(inputs: Mapping[str, Value], path: tuple[str, ...], value: Value) -> Mapping[str, Value]:
    """Return the inputs with another value at a path of mappings."""
    step, rest = path[0], path[1:]
    if not rest:
        return {**inputs, step: value}
    below = inputs.get(step)
    return {**inputs, step: replaced(below if isinstance(below, Mapping) else {}, rest, value)}
