"""The table of coverage: complete over what components create, true to the rules, and current in the documentation."""

from __future__ import annotations

import importlib.util
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from policies import load_rules
from policies.coverage_table import checks, covering, kinds, reasons, rows
from tests.stacks.plans import STACKS, plan_of, recorded
from tests.stacks.variants import VARIANTS

ROOT = Path(__file__).parents[3]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("policy_coverage", ROOT / "scripts" / "policy_coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def created() -> dict[str, str]:
    """Return each kind that any stack or variant creates, with the stack that does."""
    plans = {stack: plan_of(stack) for stack in STACKS}
    plans |= {name: recorded(variant()) for name, variant in VARIANTS.items()}
    return {
        resource.type: name
        for name, plan in plans.items()
        for resource in plan.resources
        if resource.custom and resource.type != "pulumi:pulumi:Stack"
    }


def test_every_kind_that_a_component_creates_has_a_row() -> None:
    known = {kind.token for kind in kinds()}
    strangers = {token: stack for token, stack in created().items() if token not in known}

    assert strangers == {}, "add a row to policies/coverage/kinds.csv and see which checks concern it"


def test_every_kind_is_judged_by_a_rule_or_says_why_not() -> None:
    judged_by = script().judged_by
    silent = [kind.token for kind in kinds() if not judged_by(kind, load_rules()) and not kind.note]

    assert silent == []


def test_every_group_of_a_kind_is_a_group_of_checks() -> None:
    known = {group for check in checks() for group in check.groups}

    assert {group for kind in kinds() for group in kind.groups} <= known


def test_every_check_that_applies_is_covered_or_has_a_reason() -> None:
    open_questions = [
        f"{row.check.id}: {row.check.title}" for row in rows(load_rules()) if not (row.rules or row.reason)
    ]

    assert open_questions == []


def test_no_check_is_covered_and_said_not_to_apply() -> None:
    assert [row.check.id for row in rows(load_rules()) if row.rules and row.reason] == []


def test_rules_name_checks_that_exist() -> None:
    known = {(check.tool, check.id) for check in checks()}

    assert set(covering(load_rules())) <= known


def test_reasons_are_for_checks_that_exist_and_are_whole_sentences() -> None:
    known = {(check.tool, check.id) for check in checks()}

    assert {(tool, check) for tool, check, _ in reasons()} <= known
    assert [reason for _, _, reason in reasons() if not reason.endswith(".") or " " not in reason] == []


@pytest.mark.parametrize(
    "keys",
    [
        [(check.tool, check.id) for check in checks()],
        [(tool, check) for tool, check, _ in reasons()],
        [kind.token for kind in kinds()],
    ],
    ids=["checks", "reasons", "kinds"],
)
def test_no_row_stands_twice(keys: list[object]) -> None:
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_reasons_name_rules_that_exist() -> None:
    ids = {rule.id for rule in load_rules()}
    texts = [reason for _, _, reason in reasons()] + [kind.note for kind in kinds()]
    words = {word.strip("().,;") for text in texts for word in text.split()}

    assert {word for word in words if word.startswith(("aws-", "kubernetes-"))} <= ids


def test_page_is_current() -> None:
    module = script()
    written = module.PAGE.read_text(encoding="utf-8") if module.PAGE.exists() else ""

    assert written == module.page(), "write it again: .venv/bin/python scripts/policy_coverage.py"
