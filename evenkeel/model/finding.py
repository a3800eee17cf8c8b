"""What a rule has to say about a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256


class Severity(StrEnum):
    """How bad it is when a rule is broken; the words of CrossGuard and of the code hosts."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Level(StrEnum):
    """What a rule may do in an environment."""

    DISABLED = "disabled"
    ADVISORY = "advisory"
    """It is shown."""
    REMEDIATE = "remediate"
    """As mandatory; under CrossGuard the resource is first put right where the rule knows how."""
    MANDATORY = "mandatory"
    """It stops the deployment."""


class Outcome(StrEnum):
    """What came of a rule where it did not pass."""

    FAILED = "failed"
    NOT_EVALUATED = "not evaluated"
    """A property that the rule needs is unknown before something exists."""
    ERROR = "error"
    """The rule itself broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """The line of a file that decides what is found.

    Attributes:
        file: path, relative to the project's root where it is inside.
        line: counted from 1.
    """

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An exception to a rule that somebody answers for.

    Attributes:
        rule: id of the rule.
        urn: glob pattern of the URNs that it covers.
        reason: why the exception is right.
        owner: who answers for it.
        expires: the last day on which it holds.
        line: where it stands in the file of waivers, counted from 1.
    """

    rule: str
    urn: str
    reason: str
    owner: str
    expires: date
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule, one resource, one property: it failed, was not evaluated, or the rule broke.

    Attributes:
        rule: id of the rule.
        title: the rule in a line.
        severity: how bad it is.
        level: what the rule may do in this environment.
        outcome: failed, not evaluated or error.
        urn: URN of the resource; empty when the whole stack is meant.
        type: its type token; empty likewise.
        path: property path in Pulumi's notation, `spec.limits["nvidia.com/gpu"]`; empty for the whole resource.
        message: what is wrong, in a sentence.
        remedy: what to do about it.
        sources: URNs of the resources that an unknown comes from.
        gates: it stops the deployment.
        waiver: the waiver that covers it, if any; then it does not gate.
        location: where it is decided, if that can be told.
    """

    rule: str
    title: str
    severity: Severity
    level: Level
    outcome: Outcome
    urn: str
    type: str
    path: str
    message: str
    remedy: str
    sources: tuple[str, ...] = ()
    gates: bool = False
    waiver: Waiver | None = None
    location: Location | None = None

    @property
    def fingerprint(self) -> str:
        """Names the finding over time: the rule, the resource and the property, wherever in a file it is decided."""
        return sha256("\n".join((self.rule, self.urn, self.path)).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """A rule as the reports name it.

    Attributes:
        id: its id.
        title: what it asks for, in a line.
        why: why that matters.
        severity: how bad it is when broken.
        level: what it may do in this environment.
        remedy: what to do when it is broken.
    """

    id: str
    title: str
    why: str
    severity: Severity
    level: Level
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What all rules have to say about a plan.

    Attributes:
        stack: name of the stack.
        environment: `dev`, `staging` or `prod`: whose levels hold.
        fidelity: what stood behind the plan.
        findings: everything that did not pass, the gravest first.
        rules: the rules that were asked, disabled ones left out, by id.
        passed: how many times a rule and a resource agreed, by rule id.
        waivers: all waivers, used or not.
    """

    stack: str
    environment: str
    fidelity: str
    findings: tuple[Finding, ...]
    rules: tuple[RuleRecord, ...]
    passed: Mapping[str, int] = field(default_factory=dict[str, int])
    waivers: tuple[Waiver, ...] = ()

    @property
    def gated(self) -> tuple[Finding, ...]:
        """The findings that stop the deployment."""
        return tuple(finding for finding in self.findings if finding.gates)
