from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from policies import load_rules

ROOT = Path(__file__).parents[2]


def script() -> Any:
    spec = importlib.util.spec_from_file_location("policy_rules", ROOT / "scripts" / "policy_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_of_all_rules_is_current() -> None:
    written = (ROOT / "docs" / "policy-rules.md").read_text(encoding="utf-8")

    assert written == script().page(), "write it again: .venv/bin/python scripts/policy_rules.py"


def test_page_has_an_entry_for_every_rule() -> None:
    text = script().page()

    assert [rule.id for rule in load_rules() if f"\n### {rule.id}\n" not in text] == []
