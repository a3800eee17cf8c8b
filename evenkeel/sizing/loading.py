"""A stack file becomes a platform that can work, or an error that says all that is in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from evenkeel.sizing.checks import CHECKS
from evenkeel.sizing.checks.secrets import references
from evenkeel.sizing.resolution import resolved
from evenkeel.sizing.view import View, view
from evenkeel.spec import PLATFORM_KEY, Platform, Problem, SpecError, StackFile, parse_what_is_sound, rendition
from evenkeel.spec.credentials import looks_like_a_credential
from evenkeel.spec.parsing import not_a_section
from evenkeel.spec.secret import WHERE
from evenkeel.spec.wording import HIDDEN

_ENTRIES = ("nodePools", "serving")
_SECRET_KEY = re.compile(r"(?i)(?:password|passphrase|secret|token|(?:api|access|secret)[_-]?key)$")


def load_platform(mapping: object) -> Platform:
    """Return the platform that `mapping` describes, checked, with everything filled in that the catalogue knows.

    Args:
        mapping: what stands under `evenkeel:platform`.

    Raises:
        SpecError: with every problem of form and of feasibility.
    """
    platform, problems = _examine(mapping, {})
    if platform is None or problems:
        raise SpecError(problems)
    return platform


def load_stack_file(stack: StackFile) -> Platform:
    """Return the platform of `stack`; like `load_platform`, with file and line in the problems.

    Raises:
        SpecError: with every problem of form and of feasibility, in the order of the file.
    """
    platform, problems = _examine(stack.platform, stack.config)
    if platform is None or problems:
        raise stack.placed(problems)
    return platform


def _examine(mapping: object, config: Mapping[str, object]) -> tuple[Platform | None, list[Problem]]:
    if not isinstance(mapping, Mapping):
        return None, [not_a_section(mapping)]
    given = cast("Mapping[str, object]", mapping)
    platform, of_form = parse_what_is_sound(given)
    if platform is None:
        return None, list(of_form)
    seen = view(platform)
    found = [
        *(problem for check in CHECKS for problem in check(seen)),
        *_unsafe_configuration(seen, config),
        *_credentials("", rendition(platform)),
    ]
    problems = [*of_form, *_unrelated(found, of_form, _lost(given, platform))]
    return (None, problems) if problems else (resolved(seen), [])


def _unrelated(found: Iterable[Problem], of_form: Iterable[Problem], lost: frozenset[str]) -> Iterator[Problem]:
    """Leave out what may only follow from a part that was left out as faulty."""
    faulty = {_part(problem.path) for problem in of_form}
    for problem in found:
        part = _part(problem.path)
        if part not in faulty and part.partition("[")[0] not in lost:
            yield problem


def _lost(mapping: Mapping[str, object], platform: Platform) -> frozenset[str]:
    """Return the sections that cannot be judged because whole pools or serving entries were left out."""
    lost = set[str]()
    if _count(mapping.get("nodePools")) != len(platform.node_pools):
        lost |= {"nodePools", "serving"}
    if _count(mapping.get("serving")) != len(platform.serving):
        lost |= {"serving", "loadBalancer"}
    return frozenset(lost)


def _count(entries: object) -> int:
    return len(cast("Sequence[object]", entries)) if isinstance(entries, (list, tuple)) else 0


def _part(path: str) -> str:
    start = path.partition(".")[0]
    return start if start.startswith(_ENTRIES) else start.partition("[")[0]


def _credentials(path: str, node: object) -> Iterator[Problem]:
    """Refuse what looks like a token or a key, wherever it stands."""
    if isinstance(node, str) and looks_like_a_credential(node):
        yield Problem(path, HIDDEN, "looks like a credential in clear text", WHERE)
    elif isinstance(node, Mapping):
        for key, value in cast("Mapping[str, object]", node).items():
            yield from _credentials(f"{path}.{key}" if path else str(key), value)
    elif isinstance(node, (list, tuple)):
        for index, value in enumerate(cast("Sequence[object]", node)):
            yield from _credentials(f"{path}[{index}]", value)


def _encrypted(value: object) -> bool:
    return isinstance(value, Mapping) and set(cast("Mapping[str, object]", value)) == {"secure"}


def _unsafe_configuration(seen: View, config: Mapping[str, object]) -> Iterator[Problem]:
    """Refuse configuration beside the platform that is a secret and not encrypted, or that a reference misses."""
    prefix = PLATFORM_KEY.partition(":")[0]
    named = {f"{prefix}:{ref.config}" for _path, ref in references(seen) if ref.config is not None}
    for key in sorted(named | (set(config) - {PLATFORM_KEY})):
        value = config.get(key)
        if key not in config:
            # Without a file nothing is known of the configuration: Pulumi itself holds it.
            if config:
                yield Problem(key, "", "is missing", f"Run: pulumi config set --secret {key}.")
        elif not _encrypted(value) and (key in named or _is_secret(key, value)):
            fix = f"Take it out of the file, change it where it is used, and run: pulumi config set --secret {key}."
            yield Problem(key, HIDDEN, "is a secret in clear text", fix)


def _is_secret(key: str, value: object) -> bool:
    return isinstance(value, str) and (looks_like_a_credential(value) or _SECRET_KEY.search(key) is not None)
