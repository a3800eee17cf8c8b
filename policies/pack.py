"""The pack as its folder holds it: rules, configuration and waivers, read once and judged together."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from evenkeel.model import Judgement, Plan
from policies.configuration import Configuration
from policies.files import PolicyFileError, read_configuration, read_waivers
from policies.judge import judge
from policies.rule import PlanRule, ResourceRule, Rule
from policies.waiving import WAIVERS_FILE, WaiverBook

FOLDER: Final = Path(__file__).parent
CONFIGURATION_FILE: Final = "policies/configuration.yaml"


class PackError(Exception):
    """The pack cannot be used; the text says why, one problem a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All that judges a plan.

    Attributes:
        rules: by id, sorted.
        configuration: what the project sets.
        waivers: its exceptions on the day of the run.
    """

    rules: tuple[Rule, ...]
    configuration: Configuration
    waivers: WaiverBook

    def for_engine(self) -> Pack:
        """Return what of it the engine can ask: without rules that read what it does not tell, and their waivers."""
        rules = tuple(rule for rule in self.rules if not rule.unseen)
        seen = {rule.id for rule in rules}
        waivers = tuple(waiver for waiver in self.waivers.waivers if waiver.rule in seen)
        return Pack(rules=rules, configuration=self.configuration, waivers=replace(self.waivers, waivers=waivers))


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return all rules, sorted by id.

    Raises:
        PackError: a module of `policies/rules` cannot be imported or holds no rule, or two rules have one id.
    """
    found: dict[str, Rule] = {}
    for name in _modules():
        try:
            rule: object = import_module(name).RULE
        except Exception as error:
            raise PackError(f"{name}: cannot be used as a rule: {type(error).__name__}: {error}") from error
        if not isinstance(rule, ResourceRule | PlanRule):
            raise PackError(f"{name}: RULE is neither a ResourceRule nor a PlanRule")
        if rule.id in found:
            raise PackError(f"{name}: another rule has the id {rule.id}; ids are unique")
        found[rule.id] = rule
    return tuple(found[name] for name in sorted(found))


def load(today: date, configuration: Path | None = None) -> Pack:
    """Return the pack of this folder.

    Args:
        today: the day that waivers are measured against.
        configuration: a file to read instead of the folder's own, if any.

    Raises:
        PackError: a rule, the configuration or the waivers cannot be used.
    """
    rules = load_rules()
    try:
        own = FOLDER / "configuration.yaml"
        settings = (
            read_configuration(configuration or own, str(configuration or CONFIGURATION_FILE), rules)
            if configuration is not None or own.exists()
            else Configuration()
        )
        waivers_file = FOLDER / "waivers.yaml"
        ids = [rule.id for rule in rules]
        waivers = read_waivers(waivers_file, WAIVERS_FILE, ids) if waivers_file.exists() else ()
    except PolicyFileError as error:
        raise PackError(str(error)) from None
    return Pack(rules=rules, configuration=settings, waivers=WaiverBook(waivers=waivers, today=today))


def check(plan: Plan, *, today: date, environment: str | None = None, configuration: Path | None = None) -> Judgement:
    """Return what the pack of this folder has to say about a plan.

    Args:
        plan: the plan.
        today: the day that waivers are measured against.
        environment: what the plan's stack file declares; None when it is not known.
        configuration: a file to read instead of the folder's own, if any.

    Raises:
        PackError: a rule, the configuration or the waivers cannot be used.
    """
    pack = load(today, configuration)
    return judge(
        plan,
        pack.rules,
        environment=pack.configuration.environment_of(plan.stack, environment),
        configuration=pack.configuration,
        waivers=pack.waivers,
    )


def _modules() -> Iterator[str]:
    for area in pkgutil.iter_modules([str(FOLDER / "rules")]):
        if area.ispkg:
            for module in pkgutil.iter_modules([str(FOLDER / "rules" / area.name)]):
                yield f"policies.rules.{area.name}.{module.name}"
