"""A policy pack in a folder of its own, with the project's framework and other rules."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

OWN = Path(__file__).parents[2] / "policies"

SIZE = "from tests.policies.rules_for_tests import large_enough\n\nRULE = large_enough()\n"
DISTINCT = "from tests.policies.rules_for_tests import one_of_each_size\n\nRULE = one_of_each_size()\n"
BROKEN = "from tests.policies.rules_for_tests import broken_rule\n\nRULE = broken_rule()\n"


def make_pack(
    root: Path, rules: Mapping[str, str], *, waivers: str = "waivers: []\n", configuration: str = "rules: {}\n"
) -> Path:
    """Write a pack below a project's root and return its folder.

    Args:
        root: where the folder `policies` goes.
        rules: text of each rule's module by its name.
        waivers: the file of waivers.
        configuration: the file of levels and parameters.
    """
    folder = root / "policies"
    shutil.copytree(OWN, folder, ignore=shutil.ignore_patterns("rules", "__pycache__"))
    area = folder / "rules" / "test"
    area.mkdir(parents=True)
    (folder / "rules" / "__init__.py").touch()
    (area / "__init__.py").touch()
    for name, text in rules.items():
        (area / f"{name}.py").write_text(text)
    (folder / "waivers.yaml").write_text(waivers)
    (folder / "configuration.yaml").write_text(configuration)
    return folder
