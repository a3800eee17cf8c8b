"""What is stateful is backed up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.plan_view import PlanView
from policies.rule import ADVISORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_STATEFUL: Final = (
    "aws:s3/bucket:Bucket",
    "aws:fsx/lustreFileSystem:LustreFileSystem",
    "aws:efs/fileSystem:FileSystem",
    "aws:rds/cluster:Cluster",
)


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    kept = [each for each in view.resources if each.type in _STATEFUL]
    if kept and not view.of_type("aws:backup/plan:Plan"):
        yield Failure(None, (), f"keeps data ({kept[0].name} and {len(kept) - 1} more), and has no backup plan")


RULE = PlanRule(
    id="platform-missing-backup",
    title="Stateful parts are backed up",
    why="A mistake, or an intruder, deletes it once.",
    severity=Severity.MEDIUM,
    applies_to=("aws:backup/plan:Plan",),
    enforcement=ADVISORY,
    remedy="Set backup in the stack file.",
    judge=_judge,
)
