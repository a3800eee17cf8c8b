"""Write docs/policy-rules.md, the page of all rules: `python scripts/policy_rules.py`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from evenkeel.model import Level
from policies import load_rules
from policies.rule import ENVIRONMENTS, Metadata, Parameter, ResourceRule, Rule
from policies.waiving import WAIVER_RULES

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "policy-rules.md"
_RULES: Final = Path(__file__).resolve().parents[1] / "policies" / "rules"
_HEAD: Final = """\
# All policy rules

<!-- Written by scripts/policy_rules.py from policies/rules; change the rules, not this page. -->

{count} rules, {mandatory} of them mandatory in prod. How they are run, configured and waived is in
[policies.md](policies.md). `●` mandatory, `○` advisory, `-` disabled.
"""
_SIGNS: Final = {Level.MANDATORY: "●", Level.REMEDIATE: "●", Level.ADVISORY: "○", Level.DISABLED: "-"}


def page() -> str:
    """Return the text of the page."""
    rules = load_rules()
    areas: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        areas[_area(rule)].append(rule)
    mandatory = sum(rule.enforcement.prod in {Level.MANDATORY, Level.REMEDIATE} for rule in rules)
    parts = [_HEAD.format(count=len(rules), mandatory=mandatory)]
    for area, members in sorted(areas.items()):
        parts.append(f"\n## {_title(area)}\n\n{_table(members)}")
        parts.extend(f"\n{_entry(rule)}" for rule in members)
    parts.append(f"\n## Waivers\n\n{_table(WAIVER_RULES)}")
    parts.extend(f"\n{_entry(rule)}" for rule in WAIVER_RULES)
    return "".join(parts)


def _table(rules: list[Rule] | tuple[Metadata, ...]) -> str:
    rows = [
        f"| [{rule.id}](#{rule.id}) | {_cell(rule.title)} | {rule.severity} | "
        + " | ".join(_SIGNS[rule.enforcement.of(environment)] for environment in ENVIRONMENTS)
        + " |\n"
        for rule in rules
    ]
    return "| rule | asks | severity | dev | staging | prod |\n| --- | --- | --- | --- | --- | --- |\n" + "".join(rows)


def _entry(rule: Metadata) -> str:
    lines = [f"### {rule.id}", "", f"{rule.title}. {rule.why}", "", f"- **Remedy**: {rule.remedy}"]
    if rule.applies_to:
        lines.append(f"- **Judges**: {', '.join(f'`{token}`' for token in rule.applies_to)}")
    covered = [*rule.checkov, *rule.trivy]
    if covered:
        lines.append(f"- **Covers**: {', '.join(covered)}")
    lines += [f"- **Parameter** {_parameter(parameter)}" for parameter in rule.parameters]
    if rule.unseen:
        lines.append(f"- **Asked by** `evenkeel check` only, since the engine does not tell `{', '.join(rule.unseen)}`")
    if isinstance(rule, ResourceRule) and rule.remedied is not None:
        lines.append("- **Remediation**: offered at the level `remediate`")
    return "\n".join(lines) + "\n"


def _parameter(parameter: Parameter) -> str:
    values = {environment: parameter.value_in(environment) for environment in ENVIRONMENTS}
    if len({str(value) for value in values.values()}) == 1:
        default = f"`{_value(parameter.default)}`"
    else:
        default = ", ".join(f"`{_value(value)}` in {environment}" for environment, value in values.items())
    return f"`{parameter.name}`: {parameter.meaning}; {default}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(member) for member in value) + "]"  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _area(rule: Rule) -> str:
    (file,) = _RULES.glob(f"*/{rule.id.replace('-', '_')}.py")
    return file.parent.name


def _title(area: str) -> str:
    words = area.replace("_", " ")
    capitals = {"aws": "AWS", "ec2": "EC2", "ecr": "ECR", "eks": "EKS", "iam": "IAM", "kms": "KMS", "s3": "S3"}
    capitals |= {"sqs": "SQS", "waf": "WAF", "elasticache": "ElastiCache"}
    first, *rest = words.split()
    return " ".join([capitals.get(first, first.capitalize()), *(capitals.get(word, word) for word in rest)])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
