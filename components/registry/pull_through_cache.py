"""Pull-through cache rules, and how the repositories come out that they make."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam import allow, document, trust
from components.images import ImageLocation
from components.registry.upstreams import PREFIX_LIMIT, UPSTREAMS, cache_prefix, image_location, repository_arns

SECRET_PREFIX = "ecr-pullthroughcache/"  # noqa: S105  # ECR reads no secret of another name


@dataclass(frozen=True, kw_only=True)
class PullThroughCacheArgs:
    """What a `PullThroughCache` needs.

    Attributes:
        account_id: AWS account of the cache.
        region: AWS region of the cache.
        prefix: first part of all repository names, which sets stacks of one account apart; up to 25 characters.
        hosts: registries to cache, as hosts in image references.
        credential_arns: by host, the Secrets Manager secret `ecr-pullthroughcache/...` by which ECR logs in there;
            needed for docker.io and ghcr.io.
        key_arn: KMS key that encrypts the images; its policy has to let the account's roles use it.
        days_kept: days after which a cached image goes; the next pull brings it back.
        tags: tags of the repositories.
    """

    account_id: str
    region: str
    prefix: str
    hosts: list[str]
    credential_arns: dict[str, str]
    key_arn: pulumi.Input[str]
    days_kept: int
    tags: dict[str, str]


class PullThroughCache(pulumi.ComponentResource):
    """Rules that copy public images on their first pull into encrypted repositories, by which they are then pulled.

    Nodes need `repository_arns` in their role for that first pull. Tags stay mutable: ECR refreshes what a tag means
    upstream, and refuses to where tags are immutable; what must not change is pinned by digest.

    Attributes:
        images: where images are found.
        repository_arns: patterns of the repositories.
    """

    prefixes: pulumi.Output[list[str]]

    def __init__(self, name: str, args: PullThroughCacheArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:PullThroughCache", name, None, opts)
        hosts = sorted(set(args.hosts))
        _check(hosts, args)
        self.images: ImageLocation = image_location(args.account_id, args.region, args.prefix, hosts)
        self.repository_arns: list[str] = repository_arns(args.account_id, args.region, args.prefix, hosts)
        maker = self._maker(name, args)
        prefixes: list[str] = []
        for host in hosts:
            upstream = UPSTREAMS[host]
            prefix = cache_prefix(args.prefix, host)
            template = self._template(f"{name}-{upstream.folder}-template", prefix, maker, args)
            aws.ecr.PullThroughCacheRule(
                f"{name}-{upstream.folder}-rule",
                ecr_repository_prefix=prefix,
                upstream_registry_url=upstream.url,
                credential_arn=args.credential_arns.get(host),
                # Repositories that come before the template would be without key and lifecycle for ever.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[template]),
            )
            prefixes.append(prefix)
        self.prefixes = pulumi.Output.from_input(prefixes)
        self.register_outputs({"prefixes": self.prefixes})

    def _maker(self, name: str, args: PullThroughCacheArgs) -> aws.iam.Role:
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            description="ECR, when it makes repositories of the pull-through cache",
            assume_role_policy=trust("ecr.amazonaws.com"),
            tags=args.tags,
            opts=child,
        )
        make = allow("MakeRepositories", ["ecr:CreateRepository", "ecr:TagResource"], self.repository_arns)
        encrypt = allow("EncryptThem", ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"], [args.key_arn])
        aws.iam.RolePolicy(f"{name}-policy", role=role.name, policy=document(make, encrypt), opts=child)
        return role

    def _template(
        self, name: str, prefix: str, maker: aws.iam.Role, args: PullThroughCacheArgs
    ) -> aws.ecr.RepositoryCreationTemplate:
        return aws.ecr.RepositoryCreationTemplate(
            name,
            prefix=prefix,
            description=f"Cached images under {prefix}",
            applied_fors=["PULL_THROUGH_CACHE"],
            custom_role_arn=maker.arn,
            image_tag_mutability="MUTABLE",
            encryption_configurations=[
                aws.ecr.RepositoryCreationTemplateEncryptionConfigurationArgs(
                    encryption_type="KMS", kms_key=args.key_arn
                )
            ],
            lifecycle_policy=json.dumps(_lifecycle(args.days_kept), sort_keys=True),
            resource_tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )


def _check(hosts: list[str], args: PullThroughCacheArgs) -> None:
    for host in hosts:
        if host not in UPSTREAMS:
            raise pulumi.RunError(f"hosts: ECR cannot cache {host!r}; use one of {', '.join(UPSTREAMS)}")
        if len(cache_prefix(args.prefix, host)) > PREFIX_LIMIT:
            longest = PREFIX_LIMIT - len(UPSTREAMS[host].folder) - 1
            raise pulumi.RunError(f"prefix: {args.prefix!r} is too long; give {longest} characters at most")
        credential = args.credential_arns.get(host)
        if UPSTREAMS[host].credentials and credential is None:
            raise pulumi.RunError(f"credential_arns: nothing for {host}; give the ARN of a secret {SECRET_PREFIX}...")
        if credential is not None and f":secret:{SECRET_PREFIX}" not in credential:
            raise pulumi.RunError(
                f"credential_arns: {credential!r} of {host} is not a secret that ECR reads; name it {SECRET_PREFIX}..."
            )


def _lifecycle(days: int) -> dict[str, object]:
    rule = {
        "rulePriority": 1,
        "description": f"cached {days} days ago",
        "selection": {"tagStatus": "any", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days},
        "action": {"type": "expire"},
    }
    return {"rules": [rule]}
