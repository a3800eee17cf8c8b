"""Which checks that people already rely on are covered by which rules, and which do not apply here."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policies.rule import Rule

FOLDER: Final = Path(__file__).parent / "coverage"
_REASONS: Final = ("aws.csv", "kubernetes.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of checkov or of trivy.

    Attributes:
        tool: `checkov` or `trivy`.
        id: its id there, `CKV_AWS_53` or `AWS-0086`.
        title: what it asks for, in its own words.
        severity: trivy's, lower case; empty where there is none.
        groups: the groups of kinds that it concerns.
        source: file that it was read from, with the version where known.
        seen: the day that this was so, YYYY-MM-DD.
    """

    tool: str
    id: str
    title: str
    severity: str
    groups: tuple[str, ...]
    source: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of resource that components create.

    Attributes:
        token: its Pulumi type.
        groups: the groups of checks that concern it.
        note: why no rule judges it, where none does.
    """

    token: str
    groups: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of a check: rules that cover it, or a reason why it does not apply; one of the two is empty."""

    check: Check
    rules: tuple[str, ...]
    reason: str


def checks() -> list[Check]:
    """Return the checks in the order of the file."""
    return [
        Check(
            tool=line["tool"],
            id=line["id"],
            title=line["title"],
            severity=line["severity"],
            groups=tuple(line["groups"].split()),
            source=line["source"],
            seen=line["seen"],
        )
        for line in _lines("checks.csv")
    ]


def kinds() -> list[Kind]:
    """Return the kinds of resources that components create."""
    return [
        Kind(token=line["kind"], groups=tuple(line["groups"].split()), note=line["note"])
        for line in _lines("kinds.csv")
    ]


def reasons() -> list[tuple[str, str, str]]:
    """Return tool, id and reason of each check that is said not to apply."""
    return [(line["tool"], line["id"], line["reason"]) for name in _REASONS for line in _lines(name)]


def covering(rules: Iterable[Rule]) -> Mapping[tuple[str, str], list[str]]:
    """Return the ids of the rules that cover each check, by tool and id."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for rule in rules:
        for tool, ids in (("checkov", rule.checkov), ("trivy", rule.trivy)):
            for check in ids:
                found[tool, check].append(rule.id)
    return found


def rows(rules: Iterable[Rule]) -> list[Row]:
    """Return a row for each check that concerns a kind of resource that components create."""
    created = {group for kind in kinds() for group in kind.groups}
    covered, reasoned = covering(rules), {(tool, check): reason for tool, check, reason in reasons()}
    return [
        Row(
            check=check,
            rules=tuple(covered.get((check.tool, check.id), ())),
            reason=reasoned.get((check.tool, check.id), ""),
        )
        for check in checks()
        if created.intersection(check.groups)
    ]


def _lines(name: str) -> Iterator[dict[str, str]]:
    path = FOLDER / name
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
