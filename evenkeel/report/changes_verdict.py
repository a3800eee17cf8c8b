"""The sentence about a change that a reviewer reads first."""

from __future__ import annotations

from typing import Final

from evenkeel.model.change import Change, Difference, Operation, ResourceChange
from evenkeel.report.changes_groups import is_counted
from evenkeel.report.tree import STACK_TYPE
from evenkeel.report.uncompared import uncompared

_KNOWN_LATER: Final = {Difference.MAY_CHANGE, Difference.SOURCE_CHANGED, Difference.SECRET_MAY_CHANGE}


def verdict(change: Change) -> str:
    """Return the one sentence that a reviewer reads first."""
    if change.is_empty and not change.dangers:
        return "Nothing changes, as far as is known before a deployment." if uncompared(change) else "Nothing changes."
    return f"{_what_changes(change)}; {danger_words(change)}."


def danger_words(change: Change) -> str:
    """Return how many dangers there are."""
    count = len(change.dangers)
    return f"{count} danger{'' if count == 1 else 's'} to look at first" if count else "no danger was found"


def _what_changes(change: Change) -> str:
    stack = f"of stack {change.head.stack}"
    changed = [each for each in change.changed if each.resource.type != STACK_TYPE]
    if changed and not change.secrets and all(_is_uncertain(each) for each in changed):
        return f"Nothing certain changes; {_resources(len(changed))} {stack} may"
    if touched := sum(is_counted(each.resource) for each in changed):
        return f"Changes {_resources(touched)} {stack}"
    others = len(changed)
    words = [f"{others} {'provider or component' if others == 1 else 'providers or components'}"] if others else []
    words += ["secrets"] if change.secrets else []
    words += ["outputs"] if change.outputs else []
    return f"Changes no resource {stack}, but {' and '.join(words) or 'the stack itself'}"


def _resources(count: int) -> str:
    return f"{count} resource{'' if count == 1 else 's'}"


def _is_uncertain(change: ResourceChange) -> bool:
    """Tell whether all that differs depends on values that nobody knows yet."""
    return (
        change.operation in {Operation.MAY_REPLACE, Operation.UPDATE}
        and not any(option.shown for option in change.options)
        and all(each.difference in _KNOWN_LATER for each in change.properties)
    )
