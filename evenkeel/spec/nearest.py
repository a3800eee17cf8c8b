"""The nearest word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

_NEAR_ENOUGH: Final = 0.6


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the member of `known` that is most like `word`, or an empty string when none is near."""
    by_likeness = {_likeness(_fold(word), _fold(candidate)): candidate for candidate in known}
    best = max(by_likeness, default=(0.0, False))
    return by_likeness[best] if best[0] >= _NEAR_ENOUGH else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown `word`: the nearest one, or all that are known."""
    candidates = sorted(known)
    near = nearest(word, candidates)
    return f"Did you mean {near}?" if near else f"Use one of {', '.join(candidates)}."


def _likeness(word: str, candidate: str) -> tuple[float, bool]:
    """Return how alike two words are, 0 to 1, and whether they have the same letters: swapped ones are common."""
    return SequenceMatcher(None, word, candidate).ratio(), sorted(word) == sorted(candidate)


def _fold(word: str) -> str:
    return word.replace("_", "").replace("-", "").casefold()
