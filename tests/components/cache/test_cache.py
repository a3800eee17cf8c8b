"""A cache speaks TLS, survives a zone, is open to its clients only, and never shows its password."""

import json
import secrets
from dataclasses import replace
from typing import Any

import pulumi
import pytest

from components.cache import Cache, CacheArgs
from evenkeel.model import UNKNOWN, Secret
from tests.components.conftest import Record, Recording

KEY = "arn:aws:kms:us-east-1:123456789012:key/cache"
LOG_KEY = "arn:aws:kms:us-east-1:123456789012:key/logs"
ARGS = CacheArgs(
    engine="valkey",
    engine_version="8.1",
    node_type="cache.r7g.large",
    shards=1,
    replicas=2,
    vpc_id="vpc-1",
    subnet_ids=["subnet-a", "subnet-b", "subnet-c"],
    client_security_group_ids={"nodes": "sg-nodes"},
    client_cidrs=[],
    key_arn=KEY,
    log_key_arn=LOG_KEY,
    log_retention_days=365,
    eviction_policy="volatile-lru",
    snapshot_retention_days=7,
    snapshot_window="03:00-04:00",
    maintenance_window="sun:05:00-sun:06:00",
    final_snapshot=True,
    user="app",
    password=None,
    secret_arn=None,
    iam_users=[],
    protect=True,
    tags={"environment": "test"},
)
GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
STACK = "aws:cloudformation/stack:Stack"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def _new(record: Record, **changes: Any) -> Recording:
    return record(lambda: Cache("cache", replace(ARGS, **changes)))


def _template(recording: Recording) -> Any:
    return json.loads(recording.inputs(STACK)["templateBody"])


def test_data_is_encrypted_at_rest_with_the_given_key_and_in_transit(record: Record) -> None:
    group = _new(record).inputs(GROUP)
    assert (group["atRestEncryptionEnabled"], group["kmsKeyId"]) == (True, KEY)
    assert (group["transitEncryptionEnabled"], group["transitEncryptionMode"]) == (True, "required")


def test_cache_with_replicas_fails_over_between_zones(record: Record) -> None:
    group = _new(record).inputs(GROUP)
    assert (group["numCacheClusters"], group["automaticFailoverEnabled"], group["multiAzEnabled"]) == (3, True, True)


def test_cache_without_replicas_claims_no_failover(record: Record) -> None:
    group = _new(record, replicas=0, subnet_ids=["subnet-a"]).inputs(GROUP)
    assert (group["numCacheClusters"], group["automaticFailoverEnabled"], group["multiAzEnabled"]) == (1, False, False)


def test_sharded_cache_runs_in_cluster_mode(record: Record) -> None:
    recording = _new(record, shards=3, replicas=1)
    group = recording.inputs(GROUP)
    assert (group["clusterMode"], group["numNodeGroups"], group["replicasPerNodeGroup"]) == ("enabled", 3, 1)
    assert "numCacheClusters" not in group
    parameters = recording.inputs("aws:elasticache/parameterGroup:ParameterGroup")["parameters"]
    assert {"name": "cluster-enabled", "value": "yes"} in parameters


def test_snapshots_are_taken_daily_and_at_the_end(record: Record) -> None:
    group = _new(record).inputs(GROUP)
    assert (group["snapshotRetentionLimit"], group["snapshotWindow"]) == (7, "03:00-04:00")
    assert "finalSnapshotIdentifier" in group


def test_cache_without_snapshots_has_no_window(record: Record) -> None:
    group = _new(record, snapshot_retention_days=0, final_snapshot=False).inputs(GROUP)
    assert not {"snapshotWindow", "finalSnapshotIdentifier"} & group.keys()


def test_ids_follow_the_generated_name_so_that_two_stacks_share_an_account(record: Record) -> None:
    recording = _new(record)
    users = _template(recording)["Resources"]
    ids = [users[user]["Properties"]["UserId"] for user in ("User", "DefaultUser")]
    assert ids == [{"Fn::Sub": "${AWS::StackName}"}, {"Fn::Sub": "${AWS::StackName}-default"}]
    assert recording.inputs("aws:elasticache/userGroup:UserGroup")["userGroupId"] is UNKNOWN
    assert "name" not in recording.inputs(STACK)


def test_eviction_policy_is_set_for_the_engine_family(record: Record) -> None:
    group = _new(record).inputs("aws:elasticache/parameterGroup:ParameterGroup")
    assert group["family"] == "valkey8"
    assert group["parameters"] == [{"name": "maxmemory-policy", "value": "volatile-lru"}]


def test_only_named_clients_reach_the_port(record: Record) -> None:
    rules = _new(record, client_cidrs=["10.9.0.0/24"]).of_type(INGRESS)
    clients = [str(rule.inputs.get("referencedSecurityGroupId") or rule.inputs["cidrIpv4"]) for rule in rules]
    assert sorted(clients) == ["10.9.0.0/24", "sg-nodes"]
    assert {(rule.inputs["fromPort"], rule.inputs["toPort"]) for rule in rules} == {(6379, 6379)}


def test_slow_and_engine_logs_go_to_encrypted_log_groups(record: Record) -> None:
    recording = _new(record)
    assert [log["logType"] for log in recording.inputs(GROUP)["logDeliveryConfigurations"]] == [
        "slow-log",
        "engine-log",
    ]
    groups = recording.of_type("aws:cloudwatch/logGroup:LogGroup")
    assert [(group.inputs["kmsKeyId"], group.inputs["retentionInDays"]) for group in groups] == [(LOG_KEY, 365)] * 2


def test_generated_password_is_made_inside_aws(record: Record) -> None:
    recording = _new(record)
    template = _template(recording)
    secret = template["Resources"]["Secret"]["Properties"]
    assert secret["KmsKeyId"] == {"Ref": "KeyArn"}
    assert secret["GenerateSecretString"]["PasswordLength"] >= 32
    assert recording.inputs(STACK)["parameters"] == {"KeyArn": KEY}
    assert not recording.of_type("aws:secretsmanager/secret:Secret")


def test_users_take_their_password_by_reference_and_the_default_user_is_off(record: Record) -> None:
    users = _template(_new(record))["Resources"]
    reference = {"Fn::Sub": "{{resolve:secretsmanager:${Secret}:SecretString:password}}"}
    assert users["User"]["Properties"]["Passwords"] == [reference]
    assert users["DefaultUser"]["Properties"]["UserName"] == "default"
    assert users["DefaultUser"]["Properties"]["AccessString"].startswith("off ")


def test_application_user_cannot_administer_or_empty_the_cache(record: Record) -> None:
    access = _template(_new(record))["Resources"]["User"]["Properties"]["AccessString"].split()
    assert {"on", "-@admin", "-@dangerous"} <= set(access)


def test_existing_secret_is_used_where_it_stands(record: Record) -> None:
    arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:cache-AbCdEf"
    recording = _new(record, secret_arn=arn)
    assert recording.inputs(STACK)["parameters"] == {"SecretArn": arn, "SecretVersion": ""}
    assert "Secret" not in _template(recording)["Resources"]
    assert not recording.of_type("aws:secretsmanager/secret:Secret")


def test_password_from_configuration_is_stored_as_a_secret_and_appears_nowhere_in_clear(record: Record) -> None:
    password = secrets.token_urlsafe(24)
    recording = record(lambda: Cache("cache", replace(ARGS, password=pulumi.Output.secret(password))))
    assert recording.inputs("aws:secretsmanager/secret:Secret")["kmsKeyId"] == KEY
    value = recording.inputs("aws:secretsmanager/secretVersion:SecretVersion")["secretString"]
    assert isinstance(value, Secret)
    assert json.loads(str(value.value)) == {"username": "app", "password": password}
    assert password not in repr(recording.plan)


def test_clear_password_is_marked_secret_all_the_same(record: Record) -> None:
    password = secrets.token_urlsafe(24)
    recording = record(lambda: Cache("cache", replace(ARGS, password=password)))
    assert password not in repr(recording.plan)


def test_iam_users_have_no_password(record: Record) -> None:
    recording = _new(record, iam_users=["gateway"])
    user = recording.inputs("aws:elasticache/user:User")
    assert (user["userId"], user["userName"]) == ("gateway", "gateway")
    assert user["authenticationMode"] == {"type": "iam"}
    assert len(recording.inputs("aws:elasticache/userGroup:UserGroup")["userIds"]) == 3


def test_cache_secret_and_logs_are_protected(record: Record) -> None:
    kept = {GROUP, STACK, "aws:cloudwatch/logGroup:LogGroup"}
    assert all(resource.protect for resource in _new(record).plan.resources if resource.type in kept)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"engine": "memcached"}, r"engine: 'memcached' is not known; use valkey or redis"),
        ({"shards": 0}, r"shards, replicas: 0 and 2"),
        ({"subnet_ids": ["subnet-a"]}, r"subnet_ids: 1 for 2 replicas; give subnets in two zones"),
        ({"password": "x" * 16, "secret_arn": "arn"}, r"password, secret_arn: both are given"),
        ({"user": "App User"}, r"user: 'App User' cannot be a user"),
        ({"user": "default"}, r"user: 'default' is the user that is switched off"),
        ({"iam_users": ["Gateway"]}, r"iam_users: 'Gateway' cannot be a user"),
    ],
)
def test_what_elasticache_refuses_is_refused_at_once(record: Record, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        _new(record, **changes)
