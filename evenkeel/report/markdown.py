"""Text from elsewhere made safe for Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_RUN: Final = re.compile(r"`+")
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|~@])")


def code(text: str) -> str:
    """Return a text as a code span, whatever backticks it holds; a pipe is safe in tables."""
    clean = " ".join(text.split()).replace("|", "¦") or " "
    marks = "`" * (_longest(clean) + 1)
    space = " " if "`" in clean else ""
    return f"{marks}{space}{clean}{space}{marks}"


def escaped(text: str) -> str:
    """Return a text as plain words: nothing in it is read as Markdown, HTML or a mention."""
    words = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", words).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\@", "@\u200b")


def fence(lines: Iterable[str], language: str = "") -> str:
    """Return lines in a fence that is longer than any run of backticks in them."""
    body = "\n".join(lines)
    marks = "`" * max(3, _longest(body) + 1)
    return f"{marks}{language}\n{body}\n{marks}"


def folded(title: str, body: str) -> str:
    """Return a section that opens at a click."""
    return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def utf8_size(text: str) -> int:
    """Return how many bytes a text takes as UTF-8, halves of characters included."""
    return len(text.encode("utf-8", "surrogatepass"))


def _longest(text: str) -> int:
    return max(map(len, _RUN.findall(text)), default=0)
