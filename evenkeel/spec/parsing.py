"""A mapping, as YAML or Pulumi's configuration gives it, becomes a `Platform`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evenkeel.spec.places import Step, steps
from evenkeel.spec.platform import Platform
from evenkeel.spec.problems import Problem, SpecError
from evenkeel.spec.section import Setting
from evenkeel.spec.wording import problem_from, shown

_MOST_ROUNDS: Final = 3
"""Leaving one part out may make the one around it faulty, and so on outwards; then too little is left."""


def parse_platform(mapping: object) -> Platform:
    """Return the platform that `mapping` describes, defaults filled in.

    Says nothing about whether it can work; `evenkeel.sizing.load_platform` does that as well.

    Args:
        mapping: what stands under `evenkeel:platform`.

    Raises:
        SpecError: with every problem of form.
    """
    if not isinstance(mapping, Mapping):
        raise SpecError([not_a_section(mapping)])
    given = cast("Mapping[str, object]", mapping)
    platform, problems = parse_what_is_sound(given)
    if platform is None or problems:
        raise SpecError(problems)
    return platform


def not_a_section(value: object) -> Problem:
    """Return the problem of something else than keys and values under `evenkeel:platform`."""
    fix = "Write keys and values below evenkeel:platform, starting with environment and target."
    return Problem("", shown(value), "is not a section", fix)


def parse_what_is_sound(mapping: Mapping[str, object]) -> tuple[Platform | None, tuple[Problem, ...]]:
    """Return the platform that `mapping` describes without its faulty parts, and what is wrong with those.

    So that what the sound parts get wrong together can be told in the same go. The platform is None when the
    faulty parts leave too little; without problems it is whole.
    """
    platform, details = _attempt(mapping)
    problems = dict.fromkeys(problem_from(detail, Platform) for detail in details)
    sound = mapping
    for _round in range(_MOST_ROUNDS):
        if platform is not None:
            break
        for place in sorted((_faulty(detail) for detail in details), key=_order, reverse=True):
            sound = cast("Mapping[str, object]", _without(sound, place))
        platform, details = _attempt(sound)
    return platform, tuple(problems)


def _attempt(mapping: Mapping[str, object]) -> tuple[Platform | None, list[ErrorDetails]]:
    try:
        return Platform.model_validate(mapping, context=setting_of(mapping)), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _faulty(detail: ErrorDetails) -> tuple[Step, ...]:
    """Return what to leave out: the faulty value, or the whole section in which something is missing."""
    place = steps(detail["loc"])
    return place[:-1] if detail["type"] == "missing" else place


def _order(place: tuple[Step, ...]) -> tuple[str, ...]:
    """Sort entries of a list by number, and what is inside an entry behind it."""
    return tuple(str(step).zfill(6) for step in place)


def _without(node: object, place: Sequence[Step]) -> object:
    if not place or isinstance(node, str):
        return node
    first, *rest = place
    if isinstance(node, Mapping) and first in node:
        section = dict(cast("Mapping[Step, object]", node))
        below = section.pop(first)
        return {**section, first: _without(below, rest)} if rest else section
    if isinstance(node, list) and isinstance(first, int) and first < len(cast("list[object]", node)):
        entries = list(cast("list[object]", node))
        if not rest:
            return [*entries[:first], *entries[first + 1 :]]
        entries[first] = _without(entries[first], rest)
        return entries
    return cast("object", node)


def setting_of(mapping: Mapping[str, object]) -> Setting:
    """Return the setting that decides the defaults of `mapping`, as far as it is well formed."""
    environment, target = mapping.get("environment"), mapping.get("target")
    kind = cast("Mapping[str, object]", target).get("kind") if isinstance(target, Mapping) else None
    on_aws = kind != "cluster"
    return Setting(
        environment=environment if environment in ("dev", "staging", "prod") else "dev",
        target="aws" if on_aws else "cluster",
        infrastructure=on_aws and mapping.get("layer") != "workloads",
    )
