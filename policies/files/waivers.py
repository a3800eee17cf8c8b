"""The file of waivers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from evenkeel.model import Waiver
from policies.files.checking import Section, checked
from policies.files.document import read
from policies.files.problems import PolicyFileError, Problem, suggestion


class _Entry(Section):
    rule: str
    urn: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=12)]
    owner: Annotated[str, Field(min_length=2)]
    expires: date


class _File(Section):
    waivers: list[_Entry] = Field(default_factory=list[_Entry])


def read_waivers(path: Path, shown: str, rules: Collection[str]) -> tuple[Waiver, ...]:
    """Return the waivers in a file.

    Args:
        path: the file.
        shown: how messages name it.
        rules: ids of all rules.

    Raises:
        PolicyFileError: with all that is wrong with it.
    """
    document = read(path, shown)
    entries = checked(document, _File).waivers
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        place = ("waivers", index)
        if entry.rule not in rules:
            fix = suggestion(entry.rule, rules)
            problems.append(document.problem((*place, "rule"), entry.rule, "is not a rule", fix))
        if not entry.urn.startswith(("urn:pulumi:", "*")):
            fix = "Start it with urn:pulumi: or with *, as in urn:pulumi:prod::*::storage-models-bucket."
            problems.append(document.problem((*place, "urn"), entry.urn, "matches no URN", fix))
        elif not entry.urn.strip("*:$?"):
            fix = "Name at least the resource, as in *::storage-models-bucket; a rule nobody wants is disabled instead."
            problems.append(document.problem((*place, "urn"), entry.urn, "waives the rule for everything", fix))
    if problems:
        raise PolicyFileError(problems)
    return tuple(
        Waiver(
            rule=entry.rule,
            urn=entry.urn,
            reason=" ".join(entry.reason.split()),
            owner=entry.owner,
            expires=entry.expires,
            line=document.line_of(("waivers", index)),
        )
        for index, entry in enumerate(entries)
    )
