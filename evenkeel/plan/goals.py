"""What the engine remembers of a registered resource for the sake of its children."""

from __future__ import annotations

from dataclasses import dataclass, field

from pulumi.runtime.proto import alias_pb2, callback_pb2

from evenkeel.plan import urn as urns
from evenkeel.plan.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A registered resource as its children see it.

    Attributes:
        parent: its own parent's URN; empty for the stack.
        custom: False for a component.
        protect: as registered or inherited; None where nobody said.
        retain_on_delete: the same.
        deleted_with: the same; empty where nobody said.
        provider: reference of its provider; empty for components.
        providers: for components, the providers that children may use, by package.
        aliases: URNs that it may have had before.
        transforms: callbacks that also apply to its children.
    """

    parent: str
    custom: bool
    protect: bool | None = None
    retain_on_delete: bool | None = None
    deleted_with: str = ""
    provider: str = ""
    providers: dict[str, str] = field(default_factory=dict[str, str])
    aliases: tuple[str, ...] = ()
    transforms: tuple[callback_pb2.Callback, ...] = ()


class Goals:
    """The goals of one recording by URN, and the rules by which options pass from parent to child.

    The rules are those of the engine (`inheritFromParent`, `resolveProvider` and `generateAliases` of
    `pkg/resource/deploy` of pulumi/pulumi v3.250.0).
    """

    def __init__(self) -> None:
        self._goals: dict[str, Goal] = {}

    def add(self, urn: str, goal: Goal) -> None:
        """Remember a registered resource."""
        self._goals[urn] = goal

    def inherit(self, options: Options, *, parent: str, token: str, custom: bool) -> None:
        """Fill the options that a registration leaves open from its parent's."""
        goal = self._goals.get(parent)
        if goal is None:
            return
        options.deleted_with = options.deleted_with or goal.deleted_with
        options.protect = goal.protect if options.protect is None else options.protect
        options.retain_on_delete = (
            goal.retain_on_delete if options.retain_on_delete is None else options.retain_on_delete
        )
        package = urns.package_of(token)
        if not options.provider and goal.provider and (not custom or _provides(goal.provider, package)):
            options.provider = goal.provider
        if custom and not options.provider:
            options.provider = options.providers.get(package) or goal.providers.get(package, "")

    def inherit_providers(self, options: Options, *, parent: str) -> None:
        """Pass a component's providers on to a component inside it."""
        goal = self._goals.get(parent)
        if goal is not None and not goal.custom:
            options.providers = {**goal.providers, **options.providers}

    def transforms(self, parent: str) -> list[callback_pb2.Callback]:
        """Return the transforms of a resource's parents, nearest first."""
        found: list[callback_pb2.Callback] = []
        while parent in self._goals:
            found += self._goals[parent].transforms
            parent = self._goals[parent].parent
        return found

    def aliases(self, urn: str, given: list[alias_pb2.Alias], parent: str) -> tuple[str, ...]:
        """Return every URN that a resource may have had, its parents' former names included."""
        goal = self._goals.get(parent)
        if not given and (goal is None or not goal.aliases):
            return ()
        own = [_collapsed(alias, urns.parse(urn), parent) for alias in given]
        found = dict.fromkeys(own)
        for former in goal.aliases if goal else ():
            for one in (urn, *own):
                found[_inherited(urns.parse(one), urns.parse(parent).name, urns.parse(former))] = None
        found.pop(urn, None)
        return tuple(found)


def _provides(reference: str, package: str) -> bool:
    return urns.package_of(urns.parse(reference.rpartition("::")[0]).type) == package


def _collapsed(alias: alias_pb2.Alias, current: urns.Urn, parent: str) -> str:
    if alias.HasField("urn"):
        return alias.urn
    spec = alias.spec
    former_parent = "" if spec.noParent else (spec.parentUrn or parent)
    return urns.child(
        spec.stack or current.stack,
        spec.project or current.project,
        former_parent,
        spec.type or current.type,
        spec.name or current.name,
    )


def _inherited(child: urns.Urn, parent_name: str, former: urns.Urn) -> str:
    """Name a child as under a former name of its parent, whose name its own starts with by convention."""
    name = former.name + child.name.removeprefix(parent_name) if child.name.startswith(parent_name) else child.name
    return str(urns.Urn(child.stack, child.project, f"{former.types}${child.type}", name))
