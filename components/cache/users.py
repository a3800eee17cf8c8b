"""The users of a cache, without their password ever passing through Pulumi in clear.

ElastiCache wants a user's password when the user is made, and neither it nor Pulumi can take one from Secrets Manager
without reading it. CloudFormation can: a dynamic reference is resolved inside AWS. So the users who have a
password are made by a small CloudFormation stack, and Pulumi knows only where the secret is:

- by default the stack generates the password inside Secrets Manager;
- an existing secret is used where it stands;
- a password from Pulumi's encrypted configuration is stored in a new secret first (and is encrypted in the state).

A secret that changes by itself is not noticed: a new version takes effect when the stack is updated.
Users of IAM have no password: their clients sign a token with their role, valid for 15 minutes.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

APPLICATION_ACCESS = "on ~* &* +@all -@admin -@dangerous +info"
"""Every key and every command but those that administer or empty the cache; clients ask `info` for its health."""
DISABLED = "off ~* -@all"
PASSWORD_LENGTH = 64
"""Characters; ElastiCache takes 16 to 128."""
IDENTIFIER = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class CacheUsersArgs:
    """What `CacheUsers` needs.

    Attributes:
        engine: `valkey` or `redis`.
        user: name of the user who has a password: lower-case letters, digits and hyphens.
        password: 16 to 128 characters, for a new secret; None if it is not given.
        secret_arn: existing secret that holds JSON with `username` and `password`; None if there is none.
        iam_users: users who come with an IAM token; unique in the account and region.
        key_arn: KMS key of a new secret, which lets Secrets Manager in.
        protect: refuse to delete a new secret.
        tags: tags of all resources.
    """

    engine: str
    user: str
    password: pulumi.Input[str] | None
    secret_arn: str | None
    iam_users: list[str]
    key_arn: pulumi.Input[str]
    protect: bool
    tags: dict[str, str]


class CacheUsers(pulumi.ComponentResource):
    """A user group: one user with a password, users of IAM, and the default user switched off."""

    secret_arn: pulumi.Output[str]
    user_group_id: pulumi.Output[str]
    iam_user_arns: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: CacheUsersArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:CacheUsers", name, None, opts)
        _check(args)
        child = pulumi.ResourceOptions(parent=self)
        generated = args.password is None and args.secret_arn is None
        stack = aws.cloudformation.Stack(
            f"{name}-auth",
            template_body=users_template(args.engine, args.user, generated=generated),
            parameters=self._parameters(name, args),
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect and generated),
        )
        self.secret_arn = stack.outputs["SecretArn"]
        self.iam_user_arns = {}
        iam_user_ids: list[pulumi.Output[str]] = []
        for user in args.iam_users:
            made = aws.elasticache.User(
                f"{name}-{user}",
                engine=args.engine,
                user_id=user,
                user_name=user,  # IAM wants the id and the name to be the same
                access_string=APPLICATION_ACCESS,
                authentication_mode={"type": "iam"},
                tags=args.tags,
                opts=child,
            )
            self.iam_user_arns[user] = made.arn
            iam_user_ids.append(made.user_id)
        group = aws.elasticache.UserGroup(
            f"{name}-group",
            engine=args.engine,
            user_group_id=stack.name,  # unique in the account and region, unlike the name here
            user_ids=[stack.outputs["UserId"], stack.outputs["DefaultUserId"], *iam_user_ids],
            tags=args.tags,
            opts=child,
        )
        self.user_group_id = group.user_group_id
        self.register_outputs(
            {
                "secret_arn": self.secret_arn,
                "user_group_id": self.user_group_id,
                "iam_user_arns": self.iam_user_arns,
            }
        )

    def _parameters(self, name: str, args: CacheUsersArgs) -> dict[str, pulumi.Input[str]]:
        if args.secret_arn is not None:
            return {"SecretArn": args.secret_arn, "SecretVersion": ""}
        if args.password is None:
            return {"KeyArn": args.key_arn}
        secret = aws.secretsmanager.Secret(
            f"{name}-secret",
            description=f"Password of the cache user {args.user}",
            kms_key_id=args.key_arn,
            tags=args.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        user = args.user

        def login(password: str) -> str:
            return json.dumps({"username": user, "password": password})

        version = aws.secretsmanager.SecretVersion(
            f"{name}-secret-value",
            secret_id=secret.id,
            secret_string=pulumi.Output.secret(args.password).apply(login),
            opts=pulumi.ResourceOptions(parent=self),
        )
        return {"SecretArn": version.secret_arn, "SecretVersion": version.version_id}


def users_template(engine: str, user: str, *, generated: bool) -> str:
    """Return the CloudFormation template of the users with a password, as JSON.

    The users' ids must be unique in the account and region, so they are made from the stack's name.

    Args:
        engine: `valkey` or `redis`.
        user: name of the user.
        generated: make a secret with a random password; otherwise a parameter says where the secret is.
    """
    secret = "${Secret}" if generated else "${SecretArn}"
    version = "" if generated else "::${SecretVersion}"
    password = {"Fn::Sub": f"{{{{resolve:secretsmanager:{secret}:SecretString:password{version}}}}}"}

    def cache_user(suffix: str, user_name: str, access: str) -> dict[str, Any]:
        properties = {
            "Engine": engine,
            "UserId": {"Fn::Sub": f"${{AWS::StackName}}{suffix}"},
            "UserName": user_name,
            "AccessString": access,
            "Passwords": [password],
        }
        return {"Type": "AWS::ElastiCache::User", "Properties": properties}

    resources = {
        "User": cache_user("", user, APPLICATION_ACCESS),
        # Without it, a group falls back to a default user who needs no password.
        "DefaultUser": cache_user("-default", "default", DISABLED),
    }
    if generated:
        resources["Secret"] = _generated_secret(user)
        parameters = {"KeyArn": {"Type": "String"}}
    else:
        parameters = {"SecretArn": {"Type": "String"}, "SecretVersion": {"Type": "String", "Default": ""}}
    return json.dumps(
        {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": "Cache users whose password stays inside AWS",
            "Parameters": parameters,
            "Resources": resources,
            "Outputs": {
                "SecretArn": {"Value": {"Ref": "Secret" if generated else "SecretArn"}},
                "UserId": {"Value": {"Ref": "User"}},
                "DefaultUserId": {"Value": {"Ref": "DefaultUser"}},
            },
        }
    )


def _generated_secret(user: str) -> dict[str, Any]:
    return {
        "Type": "AWS::SecretsManager::Secret",
        "Properties": {
            "Description": f"Password of the cache user {user}",
            "KmsKeyId": {"Ref": "KeyArn"},
            "GenerateSecretString": {
                "SecretStringTemplate": json.dumps({"username": user}),
                "GenerateStringKey": "password",
                "PasswordLength": PASSWORD_LENGTH,
                "ExcludePunctuation": True,  # some punctuation is refused by ElastiCache, or means something in a URL
            },
        },
    }


def _check(args: CacheUsersArgs) -> None:
    if args.password is not None and args.secret_arn is not None:
        raise ValueError("password, secret_arn: both are given; give one, or none to have a password generated")
    for field, value in (("user", args.user), *(("iam_users", user) for user in args.iam_users)):
        if not IDENTIFIER.fullmatch(value):
            raise ValueError(
                f"{field}: {value!r} cannot be a user of ElastiCache; use at most 40 lower-case letters, digits "
                "and hyphens, a letter first"
            )
    if args.user == "default":
        raise ValueError("user: 'default' is the user that is switched off; give another name")
