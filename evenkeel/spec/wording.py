"""Validator errors in plain words: what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias, cast

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from evenkeel.spec.credentials import looks_like_a_credential
from evenkeel.spec.nearest import suggestion
from evenkeel.spec.places import keys_at, steps, written
from evenkeel.spec.problems import Problem
from evenkeel.spec.refusal import REFUSED

HIDDEN: Final = "[hidden]"
_LONGEST: Final = 60
_MOST_SHOWN: Final = 4
_MOST_BITS: Final = 256

Context: TypeAlias = Mapping[str, object]
Words: TypeAlias = tuple[str, str]


def shown(value: object, *, whole: bool = True) -> str:
    """Return `value` as a problem shows it: short, on one line, as YAML would write it; no sections, no credentials."""
    if isinstance(value, Mapping):
        return "" if whole else "{...}"
    if isinstance(value, (list, tuple)):
        entries = cast("Sequence[object]", value)
        listed = [shown(entry, whole=False) for entry in entries[:_MOST_SHOWN]] if whole else ["..."]
        return f"[{', '.join(listed)}{', ...' if whole and len(entries) > _MOST_SHOWN else ''}]"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return "a very large number"
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    if looks_like_a_credential(text):
        return HIDDEN
    text = text if text.isprintable() else ascii(text)[1:-1]
    return f"{text[: _LONGEST - 3]}..." if len(text) > _LONGEST else text or '""'


def problem_from(error: ErrorDetails, root: type[BaseModel]) -> Problem:
    """Return the problem that `error` means, found while validating `root`."""
    path = steps(error["loc"])
    kind, context, value = error["type"], error.get("ctx", {}), cast("object", error["input"])
    if kind == REFUSED:
        hidden = context.get("hide") and not isinstance(value, Mapping)
        text = HIDDEN if hidden else shown(cast("object", value))
        return Problem(written(path), text, str(context["message"]), str(context["fix"]))
    if kind == "missing":
        return Problem(written(path), "", "is missing", f"Add {path[-1]}.")
    if kind == "extra_forbidden":
        known = keys_at(root, path[:-1])
        if path[-1] in known:
            fix = f"Take {path[-1]} out, or write the section in its other form."
            return Problem(written(path), "", "does not go with the other keys of this section", fix)
        return Problem(written(path), "", "is not a key of the stack file", suggestion(str(path[-1]), known))
    message, fix = _words(kind, context, value)
    return Problem(written(path), shown(value), message, fix)


def _words(kind: str, context: Context, value: object) -> Words:
    words = _WORDS.get(kind)
    if words is None:
        return "cannot be used here", "See the schema: evenkeel schema."
    return words(context, value)


def _plain(message: str, fix: str) -> Callable[[Context, object], Words]:
    return lambda _context, _value: (message, fix)


def _text(_context: Context, value: object) -> Words:
    if isinstance(value, bool):
        return (
            "is read as true or false, not as text",
            "Put the word in quotes: YAML reads no, off and the like so.",
        )
    if isinstance(value, (int, float)) or value.__class__.__name__ in {"date", "datetime"}:
        return "is read as a number or a date, not as text", f'Put it in quotes: "{shown(value)}".'
    return "is not text", "Write one word or a sentence in quotes."


def _integer(_context: Context, value: object) -> Words:
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return "is text, not a number", f"Leave out the quotes: {value.strip()}."
    return "is not a whole number", "Write a whole number without a unit; the key says which unit is meant."


def _choice(context: Context, value: object) -> Words:
    choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    if isinstance(value, str):
        return "is not a choice here", suggestion(value, choices) if len(
            choices
        ) > 8 else f"Use one of {', '.join(choices)}."
    return "is not a choice here", f"Use one of {', '.join(choices)}."


def _bound(relation: str, key: str, direction: str) -> Callable[[Context, object], Words]:
    def words(context: Context, _value: object) -> Words:
        limit = shown(context.get(key))
        return f"is {relation} {limit}", f"{direction} {limit}."

    return words


def _few(context: Context, _value: object) -> Words:
    return "has too few entries", f"Give at least {context['min_length']}."


def _many(context: Context, _value: object) -> Words:
    return f"has more than {context['max_length']} entries", f"Give at most {context['max_length']}."


def _tag(_context: Context, _value: object) -> Words:
    return "does not say which kind it is", "Add kind: aws or kind: cluster."


def _pattern(context: Context, _value: object) -> Words:
    return "has characters that are not allowed", f"It must match {context.get('pattern')}."


_LIST: Final = _plain("is not a list", "Write [first, second], or one entry a line, each behind a hyphen.")
_SECTION: Final = _plain("is not a section", "Write keys and values, indented below it.")
_FLAG: Final = _plain("is neither true nor false", "Write true or false, without quotes.")
_FLOAT: Final = _plain("is not a number", "Write a number without quotes and without a unit.")

_WORDS: Final[Mapping[str, Callable[[Context, object], Words]]] = {
    "string_type": _text,
    "int_type": _integer,
    "int_parsing": _integer,
    "int_from_float": _integer,
    "float_type": _FLOAT,
    "float_parsing": _FLOAT,
    "finite_number": _FLOAT,
    "bool_type": _FLAG,
    "bool_parsing": _FLAG,
    "literal_error": _choice,
    "greater_than_equal": _bound("below", "ge", "Write at least"),
    "less_than_equal": _bound("above", "le", "Write at most"),
    "greater_than": _bound("not above", "gt", "Write more than"),
    "less_than": _bound("not below", "lt", "Write less than"),
    "too_short": _few,
    "too_long": _many,
    "string_too_short": _plain("is empty", "Write a value, or leave the key out."),
    "string_too_long": lambda context, _value: (
        f"is longer than {context['max_length']} characters",
        f"Shorten it to {context['max_length']}.",
    ),
    "string_pattern_mismatch": _pattern,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "dict_type": _SECTION,
    "mapping_type": _SECTION,
    "union_tag_not_found": _tag,
    "union_tag_invalid": _tag,
    "recursion_loop": _plain("refers to itself", "Take the YAML anchor out."),
}
