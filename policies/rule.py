"""What a rule is: frozen metadata and a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from evenkeel.model import Level, Resource, Severity, Value
from policies.plan_view import PlanView
from policies.settings import ParameterValue, Settings
from policies.verdict import Verdict

ENVIRONMENTS: Final = ("dev", "staging", "prod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """What a rule may do in each environment."""

    dev: Level
    staging: Level
    prod: Level

    def of(self, environment: str) -> Level:
        """Return the level in an environment; an unheard-of one is held to what prod is held to."""
        return {"dev": self.dev, "staging": self.staging}.get(environment, self.prod)


MANDATORY: Final = Enforcement(dev=Level.MANDATORY, staging=Level.MANDATORY, prod=Level.MANDATORY)
"""Mandatory everywhere."""
ADVISORY: Final = Enforcement(dev=Level.ADVISORY, staging=Level.ADVISORY, prod=Level.ADVISORY)
"""Advisory everywhere."""
MANDATORY_BEFORE_PROD: Final = Enforcement(dev=Level.ADVISORY, staging=Level.MANDATORY, prod=Level.MANDATORY)
"""Mandatory in staging and prod, advisory in dev."""
MANDATORY_IN_PROD: Final = Enforcement(dev=Level.ADVISORY, staging=Level.ADVISORY, prod=Level.MANDATORY)
"""Mandatory in prod, advisory before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number, text, flag or list of texts that a project may set for a rule.

    Attributes:
        name: camelCase.
        default: the value where nobody sets one; its type is the parameter's.
        meaning: what it does, with its unit.
        by_environment: defaults of some environments, where they differ.
        minimum: of a number.
        maximum: of a number.
        choices: of a text.
    """

    name: str
    default: ParameterValue
    meaning: str
    by_environment: Mapping[str, ParameterValue] = field(default_factory=dict[str, ParameterValue])
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()

    def value_in(self, environment: str) -> ParameterValue:
        """Return the default in an environment."""
        return self.by_environment.get(environment, self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What every rule says of itself.

    Attributes:
        id: kebab-case, starting with its area: `aws-bucket-public-access`.
        title: what the rule asks for, in a line without a full stop.
        why: what goes wrong otherwise, in a sentence or two.
        severity: how bad that is.
        applies_to: type tokens of the resources that are judged; `*` stands for any text, so
            `kubernetes:apps/*:Deployment` is every version.
        enforcement: what it may do in each environment.
        remedy: what to change, by preference in the stack file.
        checkov: ids of the checkov checks that it covers, `CKV_AWS_53`.
        trivy: ids of the trivy checks that it covers, `AWS-0086`, `KSV-0001`.
        parameters: what a project may set.
        unseen: options of resources (`retainOnDelete`) that it reads and the engine does not tell a pack; such a rule
            is asked by `evenkeel check` only.
    """

    id: str
    title: str
    why: str
    severity: Severity
    applies_to: tuple[str, ...]
    enforcement: Enforcement
    remedy: str
    checkov: tuple[str, ...] = ()
    trivy: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRule(Metadata):
    """A rule that needs one resource at a time.

    Attributes:
        judge: yields a verdict for each thing that is wrong or unknown; yields nothing when the resource passes.
        remedied: returns all inputs of the resource as they should be, or None when there is nothing to put right.
            Only for rules whose remedy is safe; offered under CrossGuard's level `remediate`.
    """

    judge: Callable[[Resource, Settings], Iterable[Verdict]]
    remedied: Callable[[Resource, Settings], Mapping[str, Value] | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRule(Metadata):
    """A rule that needs several resources.

    Attributes:
        judge: yields a verdict for each thing that is wrong or unknown, naming the resource it judges, which is of a
            type of `applies_to`; yields nothing when all pass.
    """

    judge: Callable[[PlanView, Settings], Iterable[Verdict]]


Rule: TypeAlias = ResourceRule | PlanRule
