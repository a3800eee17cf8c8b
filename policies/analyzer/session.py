"""One run of the engine against the pack: what it was told, what its rules saw, what they found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, cast

from evenkeel.model import Finding, Level, Outcome, Resource, Value
from policies.assessment import Assessment
from policies.configuration import Configuration, RuleConfiguration
from policies.files.parameters import parsed
from policies.judge import settled
from policies.pack import Pack
from policies.plan_view import PlanView
from policies.rule import Metadata, ResourceRule
from policies.settings import ParameterValue
from policies.sources import with_sources
from policies.verdict import MalformedError, UndecidedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What the engine's own policy configuration sets for a rule.

    Attributes:
        level: the level.
        parameters: values as JSON has them.
    """

    level: Level
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedied:
    """What a rule would have a resource's inputs be.

    Attributes:
        rule: the rule.
        inputs: all inputs; None when it cannot be told.
        trouble: why it cannot.
    """

    rule: ResourceRule
    inputs: Mapping[str, Value] | None = None
    trouble: str = ""


class Session:
    """What happens between the start of the pack's process and its end.

    The engine shows resources one by one, with their inputs, then all of them with their outputs, which are empty for a
    resource whose provider does not exist yet. So the rules for whole plans judge what was shown one by one.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack: Final = pack
        self._stack = ""
        self._declared: str | None = None
        self._overrides: Mapping[str, Override] = {}
        self._seen: Final[dict[str, Resource]] = {}
        self._left: Final[dict[str, list[Finding]]] = {}
        self._found: Final[list[Finding]] = []

    @property
    def environment(self) -> str:
        """The environment whose levels hold."""
        return self._pack.configuration.environment_of(self._stack, self._declared)

    def level(self, rule: Metadata) -> Level:
        """Return what a rule may do, before the engine's own policy configuration."""
        return self._pack.configuration.level(rule, self.environment)

    def defaults(self, rule: Metadata) -> Mapping[str, ParameterValue]:
        """Return the parameters of a rule, before the engine's own policy configuration."""
        return self._pack.configuration.settings(rule, self.environment).parameters

    def begin(self, stack: str, environment: str | None) -> None:
        """Take in which stack is meant, and the environment that its configuration declares."""
        self._stack, self._declared = stack, environment
        self._forget()
        for remembered in (self._seen, self._left, self._found):
            remembered.clear()

    def configure(self, overrides: Mapping[str, Override]) -> None:
        """Take in the engine's own policy configuration.

        Raises:
            ValueError: a value is not one that the parameter takes; the text says which and what to do.
        """
        self._overrides = overrides
        self._forget()
        _ = self._configuration

    def resource(self, resource: Resource) -> list[Finding]:
        """Judge one resource and remember it; what cannot be evaluated is told at the end, with where it comes from."""
        self._meet(resource.urn)
        self._seen[resource.urn] = resource
        found = [*self._assessment.of_resource(resource)]
        self._left[resource.urn] = [finding for finding in found if finding.outcome is Outcome.NOT_EVALUATED]
        return self._told(finding for finding in found if finding.outcome is not Outcome.NOT_EVALUATED)

    def plan(self, resources: Iterable[Resource]) -> list[Finding]:
        """Judge all resources together.

        Args:
            resources: as the engine knows them at the end, with parents and dependencies, and outputs for inputs.
        """
        known = [
            replace(resource, inputs=self._seen[resource.urn].inputs) if resource.urn in self._seen else resource
            for resource in resources
        ]
        if known:
            self._meet(known[0].urn)
        view = PlanView(known)
        left = [finding for resource in known for finding in self._left.get(resource.urn, ())]
        found = [with_sources(finding, view) for finding in (*left, *self._assessment.of_plan(view))]
        told = self._told(found)
        return told + self._pack.waivers.own_findings(self._found, self._stack)

    def remedied(self, resource: Resource) -> list[Remedied]:
        """Return what the rules at the level `remediate` would change, one upon the other."""
        self._meet(resource.urn)
        found: list[Remedied] = []
        for rule in self._assessment.remedying(resource.type):
            try:
                inputs = rule.remedied(resource, self._assessment.settings[rule.id]) if rule.remedied else None
            except (UndecidedError, MalformedError):
                found.append(Remedied(rule=rule, trouble="cannot put right what it cannot read"))
                continue
            except Exception as error:
                found.append(Remedied(rule=rule, trouble=f"its remediation broke: {type(error).__name__}"))
                continue
            if inputs is not None and inputs != resource.inputs:
                found.append(Remedied(rule=rule, inputs=inputs))
                resource = replace(resource, inputs=inputs)
        return found

    def _told(self, findings: Iterable[Finding]) -> list[Finding]:
        told = settled(findings, self._configuration, self.environment, self._pack.waivers)
        self._found.extend(told)
        return told

    def _meet(self, urn: str) -> None:
        """Learn the stack from a URN when the engine did not say it, as when it analyzes a file."""
        if not self._stack:
            self._stack = urn.removeprefix("urn:pulumi:").partition("::")[0]
            self._forget()

    def _forget(self) -> None:
        self.__dict__.pop("_assessment", None)
        self.__dict__.pop("_configuration", None)

    @cached_property
    def _assessment(self) -> Assessment:
        return Assessment(self._pack.rules, self._configuration, self.environment)

    @cached_property
    def _configuration(self) -> Configuration:
        base = self._pack.configuration
        environment = self.environment
        rules = dict(base.rules)
        for rule in self._pack.rules:
            override = self._overrides.get(rule.id)
            if override is not None:
                own = rules.get(rule.id, RuleConfiguration())
                parameters = {name: dict(of) for name, of in own.parameters.items()}
                for name, value in _parameters(rule, override):
                    parameters.setdefault(name, {})[environment] = value
                rules[rule.id] = RuleConfiguration(
                    levels={**own.levels, environment: override.level}, parameters=parameters
                )
        return replace(base, rules=rules)


def _parameters(rule: Metadata, override: Override) -> Iterable[tuple[str, ParameterValue]]:
    declared = {parameter.name: parameter for parameter in rule.parameters}
    for name, value in override.parameters.items():
        if name not in declared:
            raise ValueError(f"{rule.id}: {name}: is not a parameter of this rule. Take it out.")
        outcome = parsed(declared[name], value)
        if isinstance(outcome, ValueError):
            message, fix = cast("tuple[str, str]", outcome.args)
            raise ValueError(f"{rule.id}: {name}: {value} {message}. {fix}")
        yield name, outcome
