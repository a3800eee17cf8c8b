"""Late values travel through a chart as opaque tokens and are put back into what it rendered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import pulumi

from components.helm.errors import ChartError

TOKEN_PREFIX = "evenkeelvalue"  # noqa: S105  not a credential: the first letters of every token
_DIGEST_LETTERS = 32
_TOKEN = re.compile(f"{TOKEN_PREFIX}[a-z]{{{_DIGEST_LETTERS}}}")
_UNSAFE_INSIDE_TEXT = re.compile(r"[\x00-\x1f\x7f\"'\\]")


def token(path: str, salt: str) -> str:
    """Return the text that stands for the late value at `path`.

    Only lower-case ASCII letters, 45 of them: quoting, YAML, JSON and `printf` leave it as it is, it is a valid label
    and name, it reads as no number, and nothing natural looks like it. The same path and salt give the same text.
    """
    digest = hashlib.sha256(f"{salt}\n{path}".encode()).digest()
    return TOKEN_PREFIX + "".join(chr(ord("a") + byte % 26) for byte in digest[:_DIGEST_LETTERS])


Json: TypeAlias = "dict[str, Any] | list[Any] | str | int | float | bool | None"
Restored: TypeAlias = "Json | pulumi.Output[Any]"


@dataclass(frozen=True)
class LateValues:
    """Chart values in which each Output was replaced.

    Attributes:
        plain: the values, JSON types only.
        outputs: each Output by its token.
        paths: where each token was found, `values.model.bucket` for example.
    """

    plain: dict[str, Any]
    outputs: dict[str, pulumi.Output[Any]]
    paths: dict[str, str]

    def other_tokens(self, only: str | None = None) -> dict[str, str]:
        """Return a different token for each token, or for `only` that one: what a template transforms will differ."""
        chosen = self.paths if only is None else {only: self.paths[only]}
        return {old: token(path, old) for old, path in chosen.items()}


def take_out(values: Mapping[str, Any], salt: str) -> LateValues:
    """Return `values` with a token in place of each `pulumi.Output`.

    Args:
        values: chart values: JSON types, with Outputs at any depth.
        salt: what makes tokens differ between releases.

    Raises:
        ChartError: a value is neither a JSON type nor an Output.
    """
    outputs: dict[str, pulumi.Output[Any]] = {}
    paths: dict[str, str] = {}

    def replace(value: object, path: str) -> object:
        if isinstance(value, pulumi.Output):
            text = token(path, salt)
            outputs[text] = cast("pulumi.Output[Any]", value)
            paths[text] = path
            return text
        if isinstance(value, Mapping):
            members = cast("Mapping[object, object]", value)
            for key in members:
                if not isinstance(key, str):
                    raise ChartError(f"{path}: key {key!r} is not text; quote it")
            return {str(key): replace(item, f"{path}.{key}") for key, item in members.items()}
        if isinstance(value, str | int | float | bool) or value is None:
            return value
        if isinstance(value, Sequence):
            items = cast("Sequence[object]", value)
            return [replace(item, f"{path}[{index}]") for index, item in enumerate(items)]
        raise ChartError(f"{path}: {type(value).__name__} is no chart value; give text, a number, a list or a map")

    plain = cast("dict[str, Any]", replace(values, "values"))
    return LateValues(plain=plain, outputs=outputs, paths=paths)


def rename(value: Json, names: Mapping[str, str]) -> Json:
    """Return `value` (JSON types) with each token in `names` replaced by the other token."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {key: rename(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [rename(item, names) for item in value]
    return value


def put_back(document: Json, late: LateValues) -> Restored:
    """Return `document` with Outputs where their tokens are; everything else stays plain.

    A leaf that is a token alone becomes that Output, of whatever type; a token within longer text makes an Output of
    the whole text, which fails if the value turns out to hold quotes, backslashes or control characters, since the
    text around it may be JSON, YAML or a command line.
    """
    if isinstance(document, str):
        return _leaf(document, late) if TOKEN_PREFIX in document else document
    if isinstance(document, dict):
        for key in document:
            for found in tokens_in(str(key)):
                raise ChartError(
                    f"{late.paths[found]}: the chart uses it as a key, which must be known; give plain text"
                )
        return {key: put_back(item, late) for key, item in document.items()}
    if isinstance(document, list):
        return [put_back(item, late) for item in document]
    return document


def tokens_in(text: str) -> Iterator[str]:
    """Return the tokens in `text`, in order."""
    return (match.group() for match in _TOKEN.finditer(text))


def _leaf(text: str, late: LateValues) -> pulumi.Output[Any]:
    whole = late.outputs.get(text)
    if whole is not None:
        return whole
    parts: list[pulumi.Input[str]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        found = match.group()
        parts += [text[end : match.start()], late.outputs[found].apply(inside_text(late.paths[found]))]
        end = match.end()
    return pulumi.Output.concat(*parts, text[end:])


def inside_text(path: str) -> Callable[[object], str]:
    """Return what turns the value at `path`, once known, into a part of longer text, or refuses it."""

    def check(value: object) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str | int | float):
            raise ChartError(f"{path}: is put within longer text, so it must be text or a number")
        shown = str(value)
        if _UNSAFE_INSIDE_TEXT.search(shown):
            raise ChartError(
                f"{path}: is put within longer text, so it may hold no quotes, backslashes or control characters"
            )
        return shown

    return check
