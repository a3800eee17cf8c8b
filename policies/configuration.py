"""Which level and which parameters hold for a rule in an environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evenkeel.model import Level
from policies.rule import ENVIRONMENTS, Metadata
from policies.settings import ParameterValue, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleConfiguration:
    """What a project sets for one rule.

    Attributes:
        levels: level by environment; one left out keeps the rule's own.
        parameters: value by parameter name and environment, likewise.
    """

    levels: Mapping[str, Level] = field(default_factory=dict[str, Level])
    parameters: Mapping[str, Mapping[str, ParameterValue]] = field(
        default_factory=dict[str, Mapping[str, ParameterValue]]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a project sets.

    Attributes:
        rules: by rule id.
        stacks: environment by stack name, for plans that do not say it and whose stack's name does not either.
        unevaluated: what a mandatory rule may do when it could not be evaluated, by environment; mandatory in prod and
            advisory before unless set.
    """

    rules: Mapping[str, RuleConfiguration] = field(default_factory=dict[str, RuleConfiguration])
    stacks: Mapping[str, str] = field(default_factory=dict[str, str])
    unevaluated: Mapping[str, Level] = field(default_factory=dict[str, Level])

    def level(self, rule: Metadata, environment: str) -> Level:
        """Return what a rule may do in an environment."""
        own = self.rules.get(rule.id)
        return (
            own.levels.get(environment, rule.enforcement.of(environment)) if own else rule.enforcement.of(environment)
        )

    def settings(self, rule: Metadata, environment: str) -> Settings:
        """Return what a rule is told: all its parameters, those that the project sets before its own defaults."""
        own = self.rules.get(rule.id)
        values = {parameter.name: parameter.value_in(environment) for parameter in rule.parameters}
        for name, by_environment in own.parameters.items() if own else ():
            if environment in by_environment:
                values[name] = by_environment[environment]
        return Settings(environment=environment, parameters=values)

    def unevaluated_gates(self, environment: str) -> bool:
        """Tell whether a mandatory rule that could not be evaluated stops the deployment."""
        default = Level.MANDATORY if environment == "prod" else Level.ADVISORY
        return self.unevaluated.get(environment, default) is Level.MANDATORY

    def environment_of(self, stack: str, declared: str | None = None) -> str:
        """Return the environment whose levels hold for a stack.

        Args:
            stack: its name.
            declared: what its stack file says, where that is known.

        Returns:
            what is declared; else what the project sets for the stack; else the one environment that the stack's name
            speaks of, as in `prod-eu`; else `prod`, whose rules are the strictest.
        """
        if declared in ENVIRONMENTS:
            return declared
        if stack in self.stacks:
            return self.stacks[stack]
        named = {word for word in stack.replace("_", "-").replace(".", "-").split("-") if word in ENVIRONMENTS}
        return named.pop() if len(named) == 1 else "prod"
