"""A web application firewall that suits an API whose bodies are prompts."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

COUNTED_RULES: dict[str, tuple[str, ...]] = {
    "AWSManagedRulesAmazonIpReputationList": (),
    "AWSManagedRulesKnownBadInputsRuleSet": ("JavaDeserializationRCE_BODY", "Log4JRCE_BODY"),
    "AWSManagedRulesCommonRuleSet": (
        "SizeRestrictions_BODY",
        "CrossSiteScripting_BODY",
        "EC2MetaDataSSRF_BODY",
        "GenericLFI_BODY",
        "GenericRFI_BODY",
    ),
}
"""AWS's rule groups in the order in which they are tried, and their rules that count instead of blocking.

Prompts quote code, markup and attacks, and are longer than 8 KB: a rule that reads bodies would refuse honest
requests. Headers, paths and query strings are still blocked on.
"""
SCOPES = ("REGIONAL", "CLOUDFRONT")


@dataclass(frozen=True, kw_only=True)
class WebAclArgs:
    """What a `WebAcl` needs.

    Attributes:
        scope: `REGIONAL` for load balancers, `CLOUDFRONT` for distributions.
        region: region of the load balancers; `us-east-1` for distributions.
        requests_per_5_minutes: requests after which a client address is blocked for a while, 10 or more.
        log_key_arn: KMS key of the logs in that region, which lets CloudWatch Logs in.
        log_retention_days: days that logs are kept; a period that CloudWatch Logs knows.
        protect: refuse to delete the firewall and its logs.
        tags: tags of all resources.
    """

    scope: str
    region: str
    requests_per_5_minutes: int
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    protect: bool
    tags: dict[str, str]


class WebAcl(pulumi.ComponentResource):
    """AWS's managed rules and a limit for each client address, with logs that hold no API keys."""

    web_acl_arn: pulumi.Output[str]

    def __init__(self, name: str, args: WebAclArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:WebAcl", name, None, opts)
        if args.scope not in SCOPES:
            raise ValueError(f"scope: {args.scope!r} is not known; use {' or '.join(SCOPES)}")
        kept = pulumi.ResourceOptions(parent=self, protect=args.protect)
        acl = aws.wafv2.WebAcl(
            f"{name}-acl",
            description="Managed rules and a request limit in front of the API",
            scope=args.scope,
            default_action={"allow": {}},
            rules=[
                _limit(args.requests_per_5_minutes),
                *(_managed(priority, group) for priority, group in enumerate(COUNTED_RULES, start=1)),
            ],
            visibility_config=_visible(name),
            region=args.region,
            tags=args.tags,
            opts=kept,
        )
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name_prefix=f"aws-waf-logs-{name}-",  # WAF takes no other prefix
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            region=args.region,
            tags=args.tags,
            opts=kept,
        )
        aws.wafv2.WebAclLoggingConfiguration(
            f"{name}-logging",
            resource_arn=acl.arn,
            log_destination_configs=[logs.arn],
            redacted_fields=[
                {"single_header": {"name": header}} for header in ("authorization", "cookie", "x-api-key")
            ],
            region=args.region,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.web_acl_arn = acl.arn
        self.register_outputs({"web_acl_arn": self.web_acl_arn})


def _visible(metric: str) -> aws.wafv2.WebAclRuleVisibilityConfigArgsDict:
    return {"cloudwatch_metrics_enabled": True, "sampled_requests_enabled": True, "metric_name": metric}


def _limit(requests: int) -> aws.wafv2.WebAclRuleArgsDict:
    return {
        "name": "requests-per-address",
        "priority": 0,
        "action": {"block": {"custom_response": {"response_code": 429}}},
        "statement": {
            "rate_based_statement": {"limit": requests, "aggregate_key_type": "IP", "evaluation_window_sec": 300}
        },
        "visibility_config": _visible("requests-per-address"),
    }


def _managed(priority: int, group: str) -> aws.wafv2.WebAclRuleArgsDict:
    return {
        "name": group,
        "priority": priority,
        "override_action": {"none": {}},
        "statement": {
            "managed_rule_group_statement": {
                "vendor_name": "AWS",
                "name": group,
                "rule_action_overrides": [
                    {"name": rule, "action_to_use": {"count": {}}} for rule in COUNTED_RULES[group]
                ],
            }
        },
        "visibility_config": _visible(group),
    }
