"""From a plan, or a change of one, to what the picture shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from evenkeel.model import Plan
from evenkeel.model.change import Change, Operation
from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.describe import described
from evenkeel.report.architecture.headings import cluster_heading, subtitle
from evenkeel.report.architecture.inputs import Inputs
from evenkeel.report.architecture.links import links
from evenkeel.report.architecture.membership import counts, membership
from evenkeel.report.architecture.records import Architecture, Lane, Link, Mark, Part, PartKind, Presence
from evenkeel.report.architecture.surroundings import surroundings
from evenkeel.report.changes_groups import ORDER
from evenkeel.report.changes_values import Shown

_LANES: Final = tuple(Lane)
_SERVICES: Final = (PartKind.CLUSTER, PartKind.SERVICE, PartKind.WORKLOAD, PartKind.IMPORT)


def architecture(plan: Plan, change: Change | None = None) -> Architecture:
    """Return what the picture of a plan shows.

    Args:
        plan: the stack; with a change, the side after.
        change: what happens to it; None shows it as it is.
    """
    shown = Shown(change or Change(base=plan, head=plan, base_label="", head_label="", resources=()))
    parts, found, context = _side(plan, shown)
    if change is not None:
        before, links_before, base = _side(change.base, shown)
        marks = _marks(change, base.membership.key_of, context.membership.key_of)
        removed = {each.before.urn for each in change.changed if each.before and each.operation is Operation.DELETE}
        kept = {part.key for part in parts}
        gone = [part for part in before if part.key not in kept and removed.intersection(part.urns)]
        was = {part.key for part in before}
        parts = [_marked(part, marks, Presence.BOTH if part.key in was else Presence.ADDED) for part in parts]
        parts += [_marked(part, marks, Presence.GONE) for part in gone]
        found = _compared(links_before, found, {part.key for part in parts})
    served = {link.target for link in found if link.source.startswith("load balancer:")}
    parts.sort(key=lambda part: (_LANES.index(part.lane), *_in_lane(part, served)))
    return Architecture(
        title=shown.text(f"{plan.project} / {plan.stack}"),
        subtitle=subtitle(context, parts),
        cluster=cluster_heading(context, parts),
        parts=tuple(parts),
        links=tuple(found),
        compared=change is not None,
    )


def _in_lane(part: Part, served: set[str]) -> tuple[int, bool]:
    """Return what orders parts of a lane: services that clients reach first, jobs last; otherwise as registered."""
    if part.lane is not Lane.SERVICES:
        return 0, False
    return _SERVICES.index(part.kind), part.key not in served


def _side(plan: Plan, shown: Shown) -> tuple[list[Part], list[Link], Context]:
    inputs = Inputs(shown)
    context = Context(plan=plan, inputs=inputs, membership=membership(plan, inputs))
    made = [described(member, context) for member in context.membership.members]
    parts = {part.key: part for part in made if part.urns or part.lines}
    found = links(context)
    around: dict[str, Part] = {}
    for part, link in surroundings(context, tuple(found)):
        around[part.key] = part
        found += [link] if link else []
    return [*around.values(), *parts.values()], list(dict.fromkeys(found)), context


def _marks(change: Change, before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, Counter[Operation]]:
    """Return what happens to the resources of each part, by its key."""
    found: dict[str, Counter[Operation]] = {}
    for each in change.changed:
        if not counts(each.resource):
            continue
        side, resource = (after, each.after) if each.after else (before, each.before)
        if resource is not None and resource.urn in side:
            found.setdefault(side[resource.urn], Counter())[each.operation] += 1
    return found


def _marked(part: Part, marks: Mapping[str, Counter[Operation]], presence: Presence) -> Part:
    own = marks.get(part.key, Counter())
    ordered = [Mark(operation=each, count=own[each]) for each in ORDER if own[each]]
    return replace(part, marks=tuple(ordered), presence=Presence.BOTH if part.outside else presence)


def _compared(before: Iterable[Link], after: Iterable[Link], keys: set[str]) -> list[Link]:
    was = dict.fromkeys(before)
    now = dict.fromkeys(after)
    found = [link if link in was else replace(link, presence=Presence.ADDED) for link in now]
    gone = [link for link in was if link not in now and {link.source, link.target} <= keys]
    return found + [replace(link, presence=Presence.GONE) for link in gone]
