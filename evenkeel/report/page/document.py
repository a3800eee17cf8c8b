"""The page as one text: templates, style, script and the policy that lets nothing else in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evenkeel.model.review import Review
from evenkeel.report.page.legible import legible
from evenkeel.report.page.stack_view import stack_view

_RESERVED: Final = {"main", "theme"}
"""Identifiers that the templates use themselves."""


def page(reviews: Sequence[Review]) -> str:
    """Return the page for changes of one or more stacks: one HTML document that loads nothing.

    Args:
        reviews: one a stack, in the order in which they are shown.

    Returns:
        HTML that holds no secret, and in which no text of a plan is read as markup.
    """
    taken = set(_RESERVED)
    views = [stack_view(review, taken) for review in reviews]
    style, script = _source("page.css"), _source("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            stacks=views,
            security=_policy(style, script),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("evenkeel.report.page"),
        autoescape=True,
        finalize=_legible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _legible(value: object) -> object:
    return legible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str) -> str:
    """Return the content security policy: the page's own style and script by their hashes, nothing else."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _source(name: str) -> str:
    return files("evenkeel.report.page").joinpath(name).read_text(encoding="utf-8")
