"""Alarms do something."""

from __future__ import annotations

from evenkeel.model import Severity
from policies.aws.expectations import put, switched
from policies.rule import MANDATORY, ResourceRule

RULE = ResourceRule(
    id="aws-alarm-actions",
    title="Alarms do something",
    why="An alarm without actions turns red where nobody looks.",
    severity=Severity.LOW,
    applies_to=("aws:cloudwatch/metricAlarm:MetricAlarm",),
    enforcement=MANDATORY,
    remedy="Set actionsEnabled, and name a topic in alarmActions.",
    checkov=("CKV_AWS_319",),
    judge=switched("actionsEnabled", default=True),
    remedied=put(True, "actionsEnabled"),
)
