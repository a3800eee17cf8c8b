"""The firewall blocks attacks and floods, lets prompts through, and logs no keys."""

from dataclasses import replace
from typing import Any

import pytest

from components.load_balancer import WebAcl, WebAclArgs
from tests.components.conftest import Record, Recording

ARGS = WebAclArgs(
    scope="REGIONAL",
    region="us-east-1",
    requests_per_5_minutes=2000,
    log_key_arn="arn:aws:kms:us-east-1:123456789012:key/logs",
    log_retention_days=365,
    protect=True,
    tags={"environment": "test"},
)
ACL = "aws:wafv2/webAcl:WebAcl"


def _new(record: Record, **changes: Any) -> Recording:
    return record(lambda: WebAcl("api-firewall", replace(ARGS, **changes)))


def _managed(recording: Recording) -> dict[str, Any]:
    statements = [rule["statement"].get("managedRuleGroupStatement") for rule in recording.inputs(ACL)["rules"]]
    return {statement["name"]: statement for statement in statements if statement}


def test_flood_from_one_address_is_answered_with_too_many_requests(record: Record) -> None:
    limit = _new(record).inputs(ACL)["rules"][0]
    assert limit["statement"]["rateBasedStatement"]["limit"] == 2000
    assert limit["action"]["block"]["customResponse"]["responseCode"] == 429


def test_known_attacks_are_blocked_log4j_among_them(record: Record) -> None:
    assert {"AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"} <= _managed(_new(record)).keys()


def test_rules_that_read_bodies_only_count_since_prompts_quote_attacks(record: Record) -> None:
    overrides = {
        override["name"]: override["actionToUse"]
        for group in _managed(_new(record)).values()
        for override in group.get("ruleActionOverrides", [])
    }
    assert {"SizeRestrictions_BODY", "Log4JRCE_BODY", "CrossSiteScripting_BODY"} <= overrides.keys()
    assert all(name.endswith("_BODY") for name in overrides)
    assert all("count" in action for action in overrides.values())


def test_priorities_are_distinct(record: Record) -> None:
    priorities = [rule["priority"] for rule in _new(record).inputs(ACL)["rules"]]
    assert len(set(priorities)) == len(priorities)


def test_logs_are_encrypted_and_hold_no_credentials(record: Record) -> None:
    recording = _new(record)
    group = recording.inputs("aws:cloudwatch/logGroup:LogGroup")
    assert group["namePrefix"].startswith("aws-waf-logs-")
    assert (group["kmsKeyId"], group["retentionInDays"]) == (ARGS.log_key_arn, 365)
    logging = recording.inputs("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")
    assert {field["singleHeader"]["name"] for field in logging["redactedFields"]} >= {"authorization", "x-api-key"}


def test_unknown_scope_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="scope: 'GLOBAL' is not known; use REGIONAL or CLOUDFRONT"):
        _new(record, scope="GLOBAL")
