"""The stack file refuses what the chart refuses: an argument that the chart sets itself."""

from __future__ import annotations

import re
from pathlib import Path

from evenkeel.spec.serving import FIXED_ARGUMENTS, OWNED_ARGUMENTS

TEMPLATE = Path(__file__).parents[2] / "charts/inference/templates/_validate_container.tpl"


def test_arguments_that_the_chart_sets_are_refused_in_the_stack_file() -> None:
    own = set(re.findall(r"^(--[a-z-]+):", TEMPLATE.read_text(encoding="utf-8"), re.MULTILINE))
    assert "--max-model-len" in own
    assert own - FIXED_ARGUMENTS - set(OWNED_ARGUMENTS) == set()
