"""Write docs/policy-coverage.md, what became of each known check: `python scripts/policy_coverage.py [--missing]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from policies import load_rules
from policies.coverage_table import Check, Kind, Row, checks, kinds, rows
from policies.matching import RulesByType
from policies.rule import Rule

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "policy-coverage.md"
_HEAD: Final = """\
# What became of the checks of checkov and trivy

<!-- Written by scripts/policy_coverage.py from policies/coverage and policies/rules; change those, not this page. -->

{total} checks concern kinds of resources that the components create: {covered} are covered by rules, {reasoned} do not
apply. {rest} more concern kinds that nothing creates, and are kept in `policies/coverage/checks.csv`: they join the
table on the day that a component creates one.

The checks are those of checkov 3.3.30 (2026-10-20) and of trivy-checks as of 2026-11-22. The rules are described in
[policy-rules.md](policy-rules.md).
"""


def page() -> str:
    """Return the text of the page."""
    rules, table = load_rules(), rows(load_rules())
    covered = sum(bool(row.rules) for row in table)
    head = _HEAD.format(
        total=len(table), covered=covered, reasoned=len(table) - covered, rest=len(checks()) - len(table)
    )
    parts = [head]
    for title, tool in (("checkov", "checkov"), ("trivy", "trivy")):
        parts.append(f"\n## {title}\n\n| check | asks | covered by |\n| --- | --- | --- |\n")
        parts.extend(_line(row) for row in table if row.check.tool == tool)
    parts.append("\n## Kinds of resources\n\n| kind | rules |\n| --- | --- |\n")
    parts.extend(_kind(kind, rules) for kind in kinds())
    return "".join(parts)


def missing() -> list[str]:
    """Return a line for each check that has neither a rule nor a reason."""
    return [f"{row.check.id}: {row.check.title}" for row in rows(load_rules()) if not row.rules and not row.reason]


def judged_by(kind: Kind, rules: tuple[Rule, ...]) -> list[str]:
    """Return the ids of the rules that judge a kind."""
    return [rule.id for rule in RulesByType(rules).of(kind.token)]


def _line(row: Row) -> str:
    told = ", ".join(f"[{rule}](policy-rules.md#{rule})" for rule in row.rules) or f"does not apply: {row.reason}"
    return f"| {row.check.id} | {_title(row.check)} | {told} |\n"


def _title(check: Check) -> str:
    severity = f" ({check.severity})" if check.severity else ""
    return f"{check.title}{severity}".replace("|", "\\|").replace("*", "\\*")


def _kind(kind: Kind, rules: tuple[Rule, ...]) -> str:
    judged = judged_by(kind, rules)
    told = f"{len(judged)}" if judged else f"none: {kind.note}"
    return f"| `{kind.token}` | {told} |\n"


if __name__ == "__main__":
    if "--missing" in sys.argv:
        sys.stdout.write("".join(f"{line}\n" for line in missing()))
    else:
        PAGE.write_text(page(), encoding="utf-8")
