"""The project's own stacks under the engine: what it plans is what the recorder says, and it deploys and goes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pulumi import automation

from evenkeel.spec.reading import stack_names
from tests.engine.agreement import disagreements
from tests.engine.equality import deployed_lifetimes, differences, engines, recorded, recorded_lifetimes
from tests.engine.harness import ROOT, Engine, platform_engine
from tests.engine.stacks import recorded_plan

WITH_CHECKPOINTS = "onprem"
STACK_REFERENCE = "pulumi:pulumi:StackReference"
BELOW = {"network", "cluster", "storage", "cache"}
"""Settings that belong to the infrastructure alone."""
NAMES = stack_names(ROOT / "stacks")


def planned(engine: Engine) -> Path:
    """Return the engine's own plan."""
    path = engine.folder / "plan.json"
    engine.preview(plan=path)
    return path


@pytest.mark.parametrize("stack", NAMES)
def test_engine_plans_what_the_recorder_says(place: Path, stack: str) -> None:
    with platform_engine(place, stack) as (opened,):
        theirs = engines(planned(opened))
        ours = recorded(recorded_plan(place, stack))
    assert len(theirs) > 10
    assert not (found := differences(ours, theirs)), "\n".join(found)


@pytest.mark.parametrize("stack", NAMES)
def test_stack_deploys_settles_and_goes(place: Path, stack: str) -> None:
    with platform_engine(place, stack, checkpoints=stack == WITH_CHECKPOINTS) as (opened,):
        opened.up()
        assert not disagreements(opened)
        plan = recorded_plan(place, stack)
        assert not (found := differences(recorded_lifetimes(plan), deployed_lifetimes(opened.resources()))), found

        begun = len(opened.cloud.calls)
        assert {step.operation for step in opened.up()} == {"same"}
        assert len(opened.cloud.calls) == begun

        protected = {resource["urn"] for resource in opened.resources() if resource.get("protect")}
        if protected:
            with pytest.raises(automation.CommandError, match="protected"):
                opened.cli("destroy", "--yes")
            assert len(opened.cloud.calls) == begun
            opened.cli("state", "unprotect", "--all", "--yes")
        retained = {resource["urn"] for resource in opened.resources() if resource.get("retainOnDelete")}
        opened.destroy()
        assert not opened.resources()
        assert {thing.urn for thing in opened.cloud.things.values()} == retained & set(opened.cloud.by_urn())


def layers(folder: Path, stack: str) -> tuple[str, str]:
    """Write the two halves of a stack as stacks of their own; return their names."""
    (folder / "stacks").mkdir()
    whole = yaml.safe_load((ROOT / "stacks" / f"Pulumi.{stack}.yaml").read_text("utf-8"))
    platform = whole["config"]["evenkeel:platform"]
    above = {key: value for key, value in platform.items() if key not in BELOW}
    lower, upper = f"{stack}-infrastructure", f"{stack}-workloads"
    halves = {
        lower: {**platform, "layer": "infrastructure"},
        upper: {
            **above,
            "layer": "workloads",
            "bindings": {"infrastructureStack": f"organization/evenkeel/{lower}"},
        },
    }
    for name, half in halves.items():
        text = yaml.safe_dump({"config": {"evenkeel:platform": half}})
        (folder / "stacks" / f"Pulumi.{name}.yaml").write_text(text, "utf-8")
    return lower, upper


@pytest.mark.parametrize("stack", ["dev", "staging", "prod"])
def test_layers_are_planned_as_recorded_and_the_upper_reads_the_lower(place: Path, stack: str) -> None:
    names = layers(place, stack)
    with platform_engine(place, *names, checkpoints=False) as (lower, upper):
        theirs, ours = engines(planned(lower)), recorded(recorded_plan(place, names[0]))
        assert not (found := differences(ours, theirs)), "\n".join(found)
        lower.up()
        theirs, plan = engines(planned(upper)), recorded_plan(place, names[1])
        # A saved plan holds what is created, not what is read.
        ours = {urn: found for urn, found in recorded(plan).items() if found["type"] != STACK_REFERENCE}
        assert not (found := differences(ours, theirs, late=True)), "\n".join(found)
        upper.up()
        assert {step.operation for step in upper.up()} == {"same", "read"}
