"""Mutation operators: which property they change, how, and which rule has to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeAlias

from evenkeel.model import Plan, Resource, Value
from policies.rule import Rule
from tests.policies.mutations.editing import Steps, at, changed, places

Where: TypeAlias = Callable[[Resource, Steps], bool]


@dataclass(frozen=True, slots=True)
class Expected:
    """Which rules may notice a mutation; any of them will do.

    Attributes:
        names: ids of checkov or trivy checks that the rule covers, or ids of rules, with `*` for any text.
    """

    names: tuple[str, ...]

    def is_met_by(self, rule: Rule) -> bool:
        """Return whether a rule is one of those that have to notice."""
        covered = {*rule.checkov, *rule.trivy}
        return any(name in covered or fnmatchcase(rule.id, name) for name in self.names)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change to a plan.

    Attributes:
        operator: name of the operator.
        site: what it changed: the name of a resource, and the property.
        resources: all resources after the change.
        touched: those that were changed or added.
        expected: which rules have to notice.
    """

    operator: str
    site: str
    resources: tuple[Resource, ...]
    touched: tuple[Resource, ...]
    expected: Expected


@dataclass(frozen=True, slots=True)
class Operator:
    """A way of breaking one thing, wherever a plan has it.

    Attributes:
        name: kebab-case, what it does.
        mutations: the mutations that it makes of a plan.
    """

    name: str
    mutations: Callable[[Plan], Iterator[Mutation]]


def sets(
    name: str,
    on: str,
    pattern: str,
    value: Value | Callable[[Value], Value],
    expected: Iterable[str],
    *,
    where: Where | None = None,
) -> Operator:
    """Return the operator that sets a property, where it is not so already.

    Args:
        name: of the operator.
        on: types of the resources, `*` for any text, divided by blanks.
        pattern: of the property, as `editing.places` takes it.
        value: the new value, or what makes it of the old one; None takes the property out.
        expected: as `Expected.names`.
        where: whether a place is one that breaks by it; all when left out.
    """
    wanted = Expected(tuple(expected))

    def mutations(plan: Plan) -> Iterator[Mutation]:
        for resource in plan.resources:
            if not is_of(resource, on):
                continue
            for steps in places(resource, pattern):
                old = at(resource.inputs, steps)
                if where is not None and not where(resource, steps):
                    continue
                new = value(old) if callable(value) else value
                if old == new:
                    continue
                broken = changed(resource, steps, lambda _old, new=new: new)
                yield replaced(plan, name, _site(resource, steps), {resource.urn: broken}, wanted)

    return Operator(name, mutations)


def drops(name: str, on: str, pattern: str, expected: Iterable[str], *, where: Where | None = None) -> Operator:
    """Return the operator that takes a property out, where it is there."""
    return sets(name, on, pattern, None, expected, where=where)


def edits(
    name: str,
    on: str,
    change: Callable[[Resource], Resource | None],
    expected: Iterable[str],
) -> Operator:
    """Return the operator that makes another resource of one; None where there is nothing to break."""
    wanted = Expected(tuple(expected))

    def mutations(plan: Plan) -> Iterator[Mutation]:
        for resource in plan.resources:
            broken = change(resource) if is_of(resource, on) else None
            if broken is not None and broken != resource:
                yield replaced(plan, name, resource.name, {resource.urn: broken}, wanted)

    return Operator(name, mutations)


def removes(
    name: str, on: str, expected: Iterable[str], *, where: Callable[[Resource], bool] | None = None
) -> Operator:
    """Return the operator that leaves a resource out."""
    wanted = Expected(tuple(expected))

    def mutations(plan: Plan) -> Iterator[Mutation]:
        for resource in plan.resources:
            if is_of(resource, on) and (where is None or where(resource)):
                yield replaced(plan, name, resource.name, {resource.urn: None}, wanted)

    return Operator(name, mutations)


def adds(name: str, made: Callable[[Plan], Iterable[Resource]], expected: Iterable[str]) -> Operator:
    """Return the operator that adds a resource to a plan."""
    wanted = Expected(tuple(expected))

    def mutations(plan: Plan) -> Iterator[Mutation]:
        for resource in made(plan):
            yield Mutation(name, resource.name, (*plan.resources, resource), (resource,), wanted)

    return Operator(name, mutations)


def replaced(
    plan: Plan, operator: str, site: str, changes: Mapping[str, Resource | None], expected: Expected
) -> Mutation:
    """Return the mutation that puts some resources in the place of others, or nothing."""
    after = [changes.get(resource.urn, resource) for resource in plan.resources]
    kept = tuple(resource for resource in after if resource is not None)
    touched = tuple(resource for resource in changes.values() if resource is not None)
    return Mutation(operator, site, kept, touched, expected)


def is_of(resource: Resource, types: str) -> bool:
    """Return whether a resource is of one of some types."""
    return any(fnmatchcase(resource.type, each) for each in types.split())


def _site(resource: Resource, steps: Steps) -> str:
    return f"{resource.name} {'.'.join(str(step) for step in steps)}"
