"""Which rules apply to which type of resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final, Generic, TypeVar

from policies.rule import Metadata

R = TypeVar("R", bound=Metadata)


class RulesByType(Generic[R]):
    """Rules by the type tokens that they apply to; each type is matched once, when it is first asked for."""

    def __init__(self, rules: Iterable[R]) -> None:
        self._rules: Final = tuple(rules)
        self._by_pattern: Final[defaultdict[str, list[int]]] = defaultdict(list)
        for place, rule in enumerate(self._rules):
            for pattern in rule.applies_to:
                self._by_pattern[pattern].append(place)
        self._globs: Final = tuple(pattern for pattern in self._by_pattern if "*" in pattern)
        self._matched: Final[dict[str, tuple[R, ...]]] = {}

    def of(self, token: str) -> tuple[R, ...]:
        """Return the rules that apply to a type, in their order."""
        found = self._matched.get(token)
        if found is None:
            places = set(self._by_pattern.get(token, ()))
            for pattern in self._globs:
                if _matches(token, pattern):
                    places.update(self._by_pattern[pattern])
            found = self._matched[token] = tuple(self._rules[place] for place in sorted(places))
        return found


@lru_cache(maxsize=65536)
def _matches(token: str, pattern: str) -> bool:
    return fnmatchcase(token, pattern)
