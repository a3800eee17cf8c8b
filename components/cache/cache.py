"""An ElastiCache replication group in isolated subnets."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.cache.users import CacheUsers, CacheUsersArgs

PORT = 6379
ENGINES = ("valkey", "redis")


@dataclass(frozen=True, kw_only=True)
class CacheArgs:
    """What a `Cache` needs.

    Attributes:
        engine: `valkey` or `redis`.
        engine_version: major and minor version, `8.1` for example; the parameter family follows from the major one.
        node_type: `cache.r7g.large` for example.
        shards: parts of the key space; more than one needs clients that know cluster mode.
        replicas: copies of each shard; at least one makes failover between zones possible.
        vpc_id: the VPC.
        subnet_ids: isolated subnets, in two zones or more if there are replicas.
        client_security_group_ids: security groups that may connect, by a name for each.
        client_cidrs: IPv4 blocks that may connect.
        key_arn: KMS key of the data and of a new secret, which lets ElastiCache and Secrets Manager in.
        log_key_arn: KMS key of the logs, which lets CloudWatch Logs in.
        log_retention_days: days that logs are kept; a period that CloudWatch Logs knows.
        eviction_policy: what goes when memory is full, `volatile-lru` or `allkeys-lru` for example.
        snapshot_retention_days: days that daily snapshots are kept, 0 for none.
        snapshot_window: hours of the daily snapshot in UTC, `03:00-04:00` for example.
        maintenance_window: weekly hours of maintenance in UTC, `sun:05:00-sun:06:00` for example.
        final_snapshot: take a snapshot when the cache is deleted.
        user: name of the user who has a password.
        password: password from Pulumi's encrypted configuration; None to use `secret_arn` or a generated one.
        secret_arn: existing secret that holds JSON with `username` and `password`; None to use one of the others.
        iam_users: users who come with an IAM token of a pod's role; unique in the account and region.
        protect: refuse to delete the cache, its secret and its logs.
        tags: tags of all resources.
    """

    engine: str
    engine_version: str
    node_type: str
    shards: int
    replicas: int
    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Input[str]]
    client_security_group_ids: dict[str, pulumi.Input[str]]
    client_cidrs: list[str]
    key_arn: pulumi.Input[str]
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    eviction_policy: str
    snapshot_retention_days: int
    snapshot_window: str
    maintenance_window: str
    final_snapshot: bool
    user: str
    password: pulumi.Input[str] | None
    secret_arn: str | None
    iam_users: list[str]
    protect: bool
    tags: dict[str, str]


class Cache(pulumi.ComponentResource):
    """A Valkey or Redis cache: TLS only, users with passwords or IAM tokens, encrypted, in several zones."""

    endpoint: pulumi.Output[str]
    port: pulumi.Output[int]
    arn: pulumi.Output[str]
    secret_arn: pulumi.Output[str]
    iam_user_arns: dict[str, pulumi.Output[str]]
    security_group_id: pulumi.Output[str]

    def __init__(self, name: str, args: CacheArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:Cache", name, None, opts)
        _check(args)
        child = pulumi.ResourceOptions(parent=self)
        users = CacheUsers(
            f"{name}-users",
            CacheUsersArgs(
                engine=args.engine,
                user=args.user,
                password=args.password,
                secret_arn=args.secret_arn,
                iam_users=args.iam_users,
                key_arn=args.key_arn,
                protect=args.protect,
                tags=args.tags,
            ),
            child,
        )
        group = self._security_group(name, args)
        clustered = args.shards > 1
        # Unique in the account and region, and in the history of the stack.
        final_snapshot = pulumi.Output.concat(users.user_group_id, "-final")
        cache = aws.elasticache.ReplicationGroup(
            f"{name}-cache",
            description=f"{args.engine} cache {name}",
            engine=args.engine,
            engine_version=args.engine_version,
            node_type=args.node_type,
            port=PORT,
            cluster_mode="enabled" if clustered else "disabled",
            num_node_groups=args.shards if clustered else None,
            replicas_per_node_group=args.replicas if clustered else None,
            num_cache_clusters=None if clustered else args.replicas + 1,
            automatic_failover_enabled=clustered or args.replicas > 0,
            multi_az_enabled=args.replicas > 0,
            subnet_group_name=self._subnet_group(name, args),
            security_group_ids=[group.id],
            parameter_group_name=self._parameter_group(name, args),
            at_rest_encryption_enabled=True,
            kms_key_id=args.key_arn,
            transit_encryption_enabled=True,
            transit_encryption_mode="required",
            user_group_ids=[users.user_group_id],
            auto_minor_version_upgrade=True,
            maintenance_window=args.maintenance_window,
            snapshot_retention_limit=args.snapshot_retention_days,
            snapshot_window=args.snapshot_window if args.snapshot_retention_days > 0 else None,
            final_snapshot_identifier=final_snapshot if args.final_snapshot else None,
            log_delivery_configurations=[self._log(name, args, kind) for kind in ("slow-log", "engine-log")],
            tags={**args.tags, "Name": name},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.endpoint = cache.configuration_endpoint_address if clustered else cache.primary_endpoint_address
        self.port = pulumi.Output.from_input(PORT)
        self.arn = cache.arn
        self.secret_arn = users.secret_arn
        self.iam_user_arns = users.iam_user_arns
        self.security_group_id = group.id
        self.register_outputs(
            {
                "endpoint": self.endpoint,
                "port": self.port,
                "arn": self.arn,
                "secret_arn": self.secret_arn,
                "iam_user_arns": self.iam_user_arns,
                "security_group_id": self.security_group_id,
            }
        )

    def _security_group(self, name: str, args: CacheArgs) -> aws.ec2.SecurityGroup:
        child = pulumi.ResourceOptions(parent=self)
        group = aws.ec2.SecurityGroup(
            f"{name}-group",
            description=f"Cache {name}: its clients only",
            vpc_id=args.vpc_id,
            tags={**args.tags, "Name": f"{name}-cache"},
            opts=child,
        )
        for client, identifier in args.client_security_group_ids.items():
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-from-{client}",
                description=f"Cache clients: {client}",
                security_group_id=group.id,
                referenced_security_group_id=identifier,
                ip_protocol="tcp",
                from_port=PORT,
                to_port=PORT,
                tags=args.tags,
                opts=child,
            )
        for cidr in args.client_cidrs:
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-from-{cidr.replace('/', '-')}",
                description=f"Cache clients in {cidr}",
                security_group_id=group.id,
                cidr_ipv4=cidr,
                ip_protocol="tcp",
                from_port=PORT,
                to_port=PORT,
                tags=args.tags,
                opts=child,
            )
        return group

    def _subnet_group(self, name: str, args: CacheArgs) -> pulumi.Output[str]:
        return aws.elasticache.SubnetGroup(
            f"{name}-subnets",
            description=f"Subnets of the cache {name}",
            subnet_ids=args.subnet_ids,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self),
        ).name

    def _parameter_group(self, name: str, args: CacheArgs) -> pulumi.Output[str]:
        parameters: list[aws.elasticache.ParameterGroupParameterArgsDict] = [
            {"name": "maxmemory-policy", "value": args.eviction_policy}
        ]
        if args.shards > 1:
            parameters.append({"name": "cluster-enabled", "value": "yes"})
        return aws.elasticache.ParameterGroup(
            f"{name}-parameters",
            family=f"{args.engine}{args.engine_version.split('.')[0]}",
            description=f"Parameters of the cache {name}",
            parameters=parameters,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self),
        ).name

    def _log(
        self, name: str, args: CacheArgs, kind: str
    ) -> aws.elasticache.ReplicationGroupLogDeliveryConfigurationArgsDict:
        group = aws.cloudwatch.LogGroup(
            f"{name}-{kind}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        return {
            "destination": group.name,
            "destination_type": "cloudwatch-logs",
            "log_format": "json",
            "log_type": kind,
        }


def _check(args: CacheArgs) -> None:
    if args.engine not in ENGINES:
        raise ValueError(f"engine: {args.engine!r} is not known; use {' or '.join(ENGINES)}")
    if args.shards < 1 or args.replicas < 0:
        raise ValueError(f"shards, replicas: {args.shards} and {args.replicas}; give at least 1 and 0")
    if args.replicas > 0 and len(args.subnet_ids) < 2:
        raise ValueError(f"subnet_ids: {len(args.subnet_ids)} for {args.replicas} replicas; give subnets in two zones")
