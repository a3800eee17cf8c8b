"""A job is not moved while it runs."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.kubernetes.workloads import JOBS, pods_of
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, _settings: Settings) -> Iterator[Verdict]:

    if not view.of_kind("NodePool"):
        return
    for job in view.of_kind("Job", "CronJob", "JobSet"):
        for pod in pods_of(job):
            flag = pod.template.at("metadata", "annotations", "karpenter.sh/do-not-disrupt")
            if not flag.flag():
                yield flag.fails("is not true")


RULE = PlanRule(
    id="platform-job-survives-consolidation",
    title="Karpenter does not move running jobs",
    why="Each move starts the job again from the beginning, or from its last checkpoint.",
    severity=Severity.LOW,
    applies_to=JOBS,
    enforcement=MANDATORY,
    remedy="Annotate the pod with karpenter.sh/do-not-disrupt.",
    judge=_judge,
)
