"""The file of levels and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import Discriminator, Field, Tag

from evenkeel.model import Level
from policies.configuration import Configuration, RuleConfiguration
from policies.files.checking import Section, checked
from policies.files.document import Document, Place, read
from policies.files.parameters import parsed
from policies.files.problems import PolicyFileError, Problem, suggestion
from policies.rule import ENVIRONMENTS, Metadata
from policies.settings import ParameterValue

Environment = Literal["dev", "staging", "prod"]


def _form(value: object) -> str:
    return "<each>" if isinstance(value, Mapping) else "<one>"


Levels = Annotated[
    Annotated[Level, Tag("<one>")] | Annotated[dict[Environment, Level], Tag("<each>")], Discriminator(_form)
]


class _Rule(Section):
    level: Levels | None = None
    parameters: dict[str, object] = Field(default_factory=dict[str, object])


class _Unevaluated(Section):
    dev: Literal["advisory", "mandatory"] | None = None
    staging: Literal["advisory", "mandatory"] | None = None
    prod: Literal["advisory", "mandatory"] | None = None


class _File(Section):
    stacks: dict[str, Environment] = Field(default_factory=dict[str, Environment])
    unevaluated: _Unevaluated = _Unevaluated()
    rules: dict[str, _Rule] = Field(default_factory=dict[str, _Rule])


def read_configuration(path: Path, shown: str, rules: Iterable[Metadata]) -> Configuration:
    """Return what a file sets.

    Args:
        path: the file.
        shown: how messages name it.
        rules: all rules.

    Raises:
        PolicyFileError: with all that is wrong with it.
    """
    document = read(path, shown)
    content = checked(document, _File)
    by_id = {rule.id: rule for rule in rules}
    reader = _Reader(document, [])
    found: dict[str, RuleConfiguration] = {}
    for name, entry in content.rules.items():
        rule = by_id.get(name)
        if rule is None:
            reader.refuse(("rules", name), None, "is not a rule", suggestion(name, by_id))
        else:
            found[name] = RuleConfiguration(
                levels=_levels(entry.level), parameters=dict(reader.parameters(rule, entry.parameters))
            )
    if reader.problems:
        raise PolicyFileError(reader.problems)
    return Configuration(
        rules=found,
        stacks=content.stacks,
        unevaluated={
            environment: Level(level)
            for environment, level in content.unevaluated.model_dump(exclude_none=True).items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    problems: list[Problem]

    def refuse(self, place: Place, value: object, message: str, fix: str) -> None:
        self.problems.append(self.document.problem(place, value, message, fix))

    def parameters(
        self, rule: Metadata, given: Mapping[str, object]
    ) -> Iterator[tuple[str, Mapping[str, ParameterValue]]]:
        known = {parameter.name: parameter for parameter in rule.parameters}
        for name, value in given.items():
            place: Place = ("rules", rule.id, "parameters", name)
            if name not in known:
                fix = suggestion(name, known) if known else f"{rule.id} has no parameters; take it out."
                self.refuse(place, None, f"is not a parameter of {rule.id}", fix)
                continue
            whole: Mapping[str, object] = dict.fromkeys(ENVIRONMENTS, value)
            by_environment = cast("Mapping[str, object]", value) if isinstance(value, Mapping) else whole
            read: dict[str, ParameterValue] = {}
            for environment, member in by_environment.items():
                inner = (*place, str(environment)) if isinstance(value, Mapping) else place
                if environment not in ENVIRONMENTS:
                    self.refuse(inner, None, "is not an environment", suggestion(str(environment), ENVIRONMENTS))
                    continue
                outcome = parsed(known[name], member)
                if isinstance(outcome, ValueError):
                    message, fix = outcome.args
                    self.refuse(inner, member, message, fix)
                    if not isinstance(value, Mapping):
                        break
                else:
                    read[str(environment)] = outcome
            yield name, read


def _levels(level: Level | Mapping[Environment, Level] | None) -> Mapping[str, Level]:
    if level is None:
        return {}
    return (
        dict.fromkeys(ENVIRONMENTS, level) if isinstance(level, Level) else {str(key): of for key, of in level.items()}
    )
