"""Checking a document against a pydantic model, with errors that say what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from policies.files.document import Document, Place
from policies.files.problems import PolicyFileError, Problem, suggestion

M = TypeVar("M", bound="Section")

_WANTED: Final = {
    "string_type": ("is not text", "Write text; put it in quotes if it looks like a number or a date."),
    "string_too_short": ("is too short", "Say it in a sentence that a reviewer understands."),
    "date_type": ("is not a date", "Write it as in 2027-01-31."),
    "date_from_datetime_parsing": ("is not a date", "Write it as in 2027-01-31."),
    "date_from_datetime_inexact": ("is not a date", "Write it as in 2027-01-31, without a time."),
    "date_parsing": ("is not a date", "Write it as in 2027-01-31."),
    "list_type": ("is not a list", "Write its members below it, each after a hyphen."),
    "tuple_type": ("is not a list", "Write its members below it, each after a hyphen."),
    "dict_type": ("is not a section", "Write keys and values below it."),
    "model_type": ("is not a section", "Write keys and values below it."),
    "model_attributes_type": ("is not a section", "Write keys and values below it."),
}


class Section(BaseModel):
    """A section of a policy file; keys that it does not have are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


def checked(document: Document, model: type[M]) -> M:
    """Return a document as its model.

    Raises:
        PolicyFileError: with all that is wrong with it.
    """
    try:
        return model.model_validate({} if document.content is None else document.content)
    except ValidationError as error:
        raise PolicyFileError(_problems(document, model, error)) from None


def _problems(document: Document, model: type[Section], error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        yield _problem(document, model, detail)


def _problem(document: Document, model: type[Section], detail: ErrorDetails) -> Problem:
    place: Place = tuple(step for step in detail["loc"] if not _internal(step))
    kind, value = detail["type"], cast("object", detail["input"])
    if kind == "missing":
        return document.problem(place, None, "is missing", f"Add {place[-1]}: to the section.")
    if kind == "extra_forbidden":
        return document.problem(place, None, "is not a key here", suggestion(str(place[-1]), _keys(model, place[:-1])))
    if kind in {"enum", "literal_error"}:
        context = cast("Mapping[str, object]", detail.get("ctx") or {})
        words = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return document.problem(place, value, f"is not one of {', '.join(words)}", suggestion(str(value), words))
    message, fix = _WANTED.get(kind, (f"is refused: {detail['msg']}", "See docs/policies.md."))
    return document.problem(place, value, message, fix)


def _internal(step: str | int) -> bool:
    """Tell the names by which pydantic calls the members of a union and keys as such from keys of the file."""
    return isinstance(step, str) and (step.startswith("<") or step == "[key]")


def _keys(model: type[Section], place: Place) -> list[str]:
    """Return the keys of the section at a place, by walking the annotations of its model."""
    found: list[type[Section]] = [model]
    for step in place:
        if isinstance(step, str) and any(step in section.model_fields for section in found):
            found = [
                below
                for section in found
                if step in section.model_fields
                for below in _sections(section.model_fields[step].annotation)
            ]
    return [name for section in found for name in section.model_fields]


def _sections(annotation: object) -> list[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [below for argument in get_args(annotation) for below in _sections(argument)]
