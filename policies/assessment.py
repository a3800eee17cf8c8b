"""Asking rules about resources and turning what they say, or how they break, into findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from evenkeel.model import Finding, Level, Outcome, Resource
from policies.configuration import Configuration
from policies.matching import RulesByType
from policies.plan_view import PlanView
from policies.rule import PlanRule, ResourceRule, Rule
from policies.settings import Settings
from policies.verdict import Failure, MalformedError, Undecided, UndecidedError, Verdict, shown

T = TypeVar("T")


class Assessment:
    """The rules of a pack as they hold in one environment, and how often each passed.

    Attributes:
        rules: those that are not disabled.
        passed: how many times a rule and a resource agreed, by rule id.
    """

    def __init__(self, rules: Iterable[Rule], configuration: Configuration, environment: str) -> None:
        self.levels: Final = {rule.id: configuration.level(rule, environment) for rule in rules}
        self.rules: Final = tuple(rule for rule in rules if self.levels[rule.id] is not Level.DISABLED)
        self.settings: Final = {rule.id: configuration.settings(rule, environment) for rule in self.rules}
        self.passed: Final[Counter[str]] = Counter(dict.fromkeys((rule.id for rule in self.rules), 0))
        self._by_type: Final = RulesByType(rule for rule in self.rules if isinstance(rule, ResourceRule))
        self._plan_rules: Final = tuple(rule for rule in self.rules if isinstance(rule, PlanRule))
        self._plan_rules_by_type: Final = RulesByType(self._plan_rules)

    def remedying(self, token: str) -> list[ResourceRule]:
        """Return the rules at the level `remediate` that can put a resource of a type right."""
        return [rule for rule in self._by_type.of(token) if rule.remedied and self.levels[rule.id] is Level.REMEDIATE]

    def of_resource(self, resource: Resource) -> Iterator[Finding]:
        """Yield what the rules for single resources find on one; what is only read, not managed, is not judged."""
        if resource.external:
            return
        for rule in self._by_type.of(resource.type):
            found = self._verdicts(rule, rule.judge, resource, resource)
            if not found:
                self.passed[rule.id] += 1
            yield from found

    def of_plan(self, view: PlanView) -> Iterator[Finding]:
        """Yield what the rules for whole plans find."""
        judged = Counter(
            rule.id
            for resource in view.resources
            if not resource.external
            for rule in self._plan_rules_by_type.of(resource.type)
        )
        for rule in self._plan_rules:
            found = self._verdicts(rule, rule.judge, view, None)
            self.passed[rule.id] += max(0, judged[rule.id] - len({finding.urn for finding in found if finding.urn}))
            yield from found

    def _verdicts(
        self, rule: Rule, judge: Callable[[T, Settings], Iterable[Verdict]], subject: T, resource: Resource | None
    ) -> list[Finding]:
        found: list[Finding] = []
        try:
            for verdict in judge(subject, self.settings[rule.id]):
                if verdict.resource is None or not verdict.resource.external:
                    found.append(self._finding(rule, verdict))  # noqa: PERF401 - what came before an exception stays
        except UndecidedError as unknown:
            found.append(self._finding(rule, Undecided(unknown.resource, unknown.path)))
        except MalformedError as wrong:
            found.append(self._finding(rule, Failure(wrong.resource, wrong.path, wrong.message)))
        except Exception as error:  # whatever a rule does wrong, the others still run
            found.append(self._broken(rule, resource, error))
        return found

    def _finding(self, rule: Rule, verdict: Verdict) -> Finding:
        resource = verdict.resource
        path = shown(verdict.path)
        failed = isinstance(verdict, Failure)
        unknown = path or "the resource"
        return Finding(
            rule=rule.id,
            title=rule.title,
            severity=rule.severity,
            level=self.levels[rule.id],
            outcome=Outcome.FAILED if failed else Outcome.NOT_EVALUATED,
            urn=resource.urn if resource else "",
            type=resource.type if resource else "",
            path=path,
            message=verdict.message if failed else f"cannot be judged: {unknown} is not known before deployment",
            remedy=rule.remedy,
        )

    def _broken(self, rule: Rule, resource: Resource | None, error: Exception) -> Finding:
        # The type only: the text of an error may hold a value of the resource, a secret even.
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f" at {where.tb_frame.f_code.co_filename.rpartition('/')[2]}:{where.tb_lineno}" if where else ""
        return Finding(
            rule=rule.id,
            title=rule.title,
            severity=rule.severity,
            level=self.levels[rule.id],
            outcome=Outcome.ERROR,
            urn=resource.urn if resource else "",
            type=resource.type if resource else "",
            path="",
            message=f"the rule itself broke: {type(error).__name__}{place}",
            remedy="Correct the rule; until then nothing is known about what it judges.",
        )
