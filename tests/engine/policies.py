"""The policy pack under the CLI: what starts it, and what the engine says that it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evenkeel.model import Plan
from policies import check, load_rules
from tests.engine.harness import ROOT
from tests.tools import PULUMI, locate

PACK = ROOT / "policies"
Told = tuple[str, str, str, str]
"""Rule, URN, level and what is wrong."""


def with_analyzer(folder: Path) -> dict[str, str]:
    """Return a PATH on which the CLI finds what starts Python packs; an ordinary installation brings that along."""
    script = folder / "bin" / "pulumi-analyzer-policy-python"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -u -m pulumi.policy "$1" "$2"\n', encoding="utf-8")
    script.chmod(0o755)
    return {"PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}


def analyzed(plan: Path, folder: Path) -> tuple[int, set[Told]]:
    """Return the exit code and the findings of `pulumi policy analyze`, without login, project or network."""
    environment = {
        **with_analyzer(folder),
        "HOME": str(folder),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
    ended = subprocess.run(
        [str(locate(PULUMI)), "policy", "analyze", "--file", str(plan), "--policy-pack", str(PACK), "--json"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ended.returncode, told(json.loads(line) for line in ended.stdout.splitlines())


def told(events: Iterable[Mapping[str, Any]]) -> set[Told]:
    """Return the findings among the engine's events."""
    found = [event["policyEvent"] for event in events if "policyEvent" in event]
    return {
        one(event["policyName"], event.get("resourceUrn", ""), event["enforcementLevel"], event["message"])
        for event in found
    }


def one(rule: str, urn: str, level: str, message: str) -> Told:
    """Return a finding of the engine, which shows what is said of the whole stack as said of the stack's resource."""
    return rule, "" if "::pulumi:pulumi:Stack::" in urn else urn, level, message.splitlines()[1]


def checked(plan: Plan, environment: str | None = None) -> set[Told]:
    """Return what `evenkeel check` finds, by the rules that the engine can ask."""
    unseen = {rule.id for rule in load_rules() if rule.unseen}
    found: set[Told] = set()
    for finding in check(plan, today=datetime.now(UTC).date(), environment=environment).findings:
        if finding.rule not in unseen:
            said = f"{finding.path}: {finding.message}" if finding.path else finding.message
            names = [urn.rpartition("::")[2] for urn in finding.sources]
            said += f"; it comes from {', '.join(names)}" if names else ""
            found.add((finding.rule, finding.urn, "mandatory" if finding.gates else "advisory", said))
    return found
