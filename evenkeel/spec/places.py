"""Paths into the stack file, as people read them, and what the model knows there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from evenkeel.spec.union import TAG_PREFIX

Step: TypeAlias = str | int
KEY_STEP: Final = "[key]"
"""The step that pydantic adds to the path of a problem with a mapping's key."""


def steps(location: Iterable[Step]) -> tuple[Step, ...]:
    """Return the path of a problem without what only the validator sees in it."""
    return tuple(
        step for step in location if not (isinstance(step, str) and (step.startswith(TAG_PREFIX) or step == KEY_STEP))
    )


def written(path: Iterable[Step]) -> str:
    """Return the path as people read it, `nodePools[1].max.nodes` for example."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif text:
            text += f".{step}"
        else:
            text = step
    return text


def keys_at(root: type[BaseModel], path: Iterable[Step]) -> set[str]:
    """Return the keys that the sections at `path` know."""
    types: list[object] = [root]
    for step in path:
        types = [found for section in _sections(types) for found in _below(section, step)]
    return {field.alias or name for section in _sections(types) for name, field in section.model_fields.items()}


def _sections(types: Iterable[object]) -> Iterator[type[BaseModel]]:
    for candidate in types:
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            yield candidate
        elif get_origin(candidate) is Annotated:
            yield from _sections(get_args(candidate)[:1])
        elif isinstance(candidate, type(int | str)) or get_origin(candidate) in {Union, tuple}:
            yield from _sections(get_args(candidate))


def _below(section: type[BaseModel], step: Step) -> Iterator[object]:
    if isinstance(step, int):
        yield section
        return
    for name, field in section.model_fields.items():
        if step in {field.alias, name}:
            yield field.annotation
