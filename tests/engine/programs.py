"""Random small programs, each the same for the same seed: nesting, options, secrets, unknowns, references."""

from __future__ import annotations

import random
from collections.abc import Callable

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes


def random_program(seed: int, *, disposable: bool = False, variation: int | None = None) -> Callable[[], None]:
    """Return a program that registers about twenty resources, chosen by `seed`.

    Args:
        seed: all that is random comes from it.
        disposable: leaves out what keeps resources alive: protection, retention, deletion with another.
        variation: makes the same program with some properties otherwise, chosen by it.
    """

    def program() -> None:
        varied = None if variation is None else random.Random(variation)
        _Writer(random.Random(seed), disposable=disposable, varied=varied).write()

    return program


class _Group(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions) -> None:
        super().__init__(f"trial:index:{name.rpartition('-')[2].rstrip('0123456789').title()}", name, None, opts)


class _Writer:
    """Writes one program; everything random comes from one source, so that a seed tells it all."""

    def __init__(self, source: random.Random, *, disposable: bool, varied: random.Random | None) -> None:
        self._source = source
        self._varied = varied
        self._disposable = disposable
        self._count = 0
        self._made: list[pulumi.CustomResource] = []
        self._groups: list[_Group] = []

    def write(self) -> None:
        here = aws.Provider("aws", region="us-east-1", default_tags={"tags": {"seed": "yes"}})
        there = aws.Provider("elsewhere", region="eu-west-1")
        cluster = kubernetes.Provider("cluster", kubeconfig=pulumi.Output.secret("apiVersion: v1"))
        providers: list[pulumi.ProviderResource] = [here, cluster]
        for _ in range(self._source.randint(1, 3)):
            self._group(pulumi.ResourceOptions(providers=providers, protect=self._lasting()), depth=0)
        late = kubernetes.Provider("late", kubeconfig=self._late_text())
        self._object(pulumi.ResourceOptions(provider=late))
        self._resource(pulumi.ResourceOptions(provider=there))
        for name in ("first", "second"):
            pulumi.export(name, self._source.choice([self._late_text(), "known", pulumi.Output.secret("hidden")]))

    def _group(self, opts: pulumi.ResourceOptions, depth: int) -> None:
        group = _Group(self._name("group"), opts)
        self._groups.append(group)
        for _ in range(self._source.randint(1, 4)):
            make = self._source.choice([self._resource, self._resource, self._object])
            make(self._options(group))
        if depth < 2 and self._source.random() < 0.6:
            child = pulumi.ResourceOptions(parent=group, retain_on_delete=self._lasting())
            self._group(child, depth + 1)
        group.register_outputs({"last": self._late_text(), "plain": 1} if self._maybe(True) else {})

    def _options(self, parent: pulumi.Resource) -> pulumi.ResourceOptions:
        known: set[pulumi.Resource] = getattr(parent, "_childResources", set[pulumi.Resource]())
        children = [made for made in self._made if made in known]
        if children and self._source.random() < 0.2:
            parent = self._source.choice(children)
        depends: list[pulumi.Resource] = []
        if self._made and self._maybe(True):
            depends.append(self._source.choice(self._made))
        return pulumi.ResourceOptions(
            parent=parent,
            depends_on=depends,
            protect=self._lasting(),
            retain_on_delete=self._lasting(),
            ignore_changes=["tags"] if self._maybe(True) else None,
            delete_before_replace=self._maybe(True),
            additional_secret_outputs=["arn"] if self._maybe(True) else None,
            custom_timeouts=pulumi.CustomTimeouts(create="10m", delete="90s") if self._maybe(True) else None,
            aliases=[pulumi.Alias(name="former")] if self._maybe(True) else None,
            deleted_with=self._source.choice(self._made) if self._made and self._lasting() else None,
        )

    def _resource(self, opts: pulumi.ResourceOptions) -> None:
        makers: list[Callable[[str, pulumi.ResourceOptions], pulumi.CustomResource]] = [
            lambda name, o: aws.ec2.Vpc(name, cidr_block="10.0.0.0/16", tags=self._tags(), opts=o),
            lambda name, o: aws.s3.Bucket(name, bucket_prefix="trial", tags=self._tags(), opts=o),
            lambda name, o: aws.sqs.Queue(name, policy=self._text(), tags=self._tags(), opts=o),
            lambda name, o: aws.kms.Key(name, description=self._text(), enable_key_rotation=True, opts=o),
            lambda name, o: aws.iam.Role(name, assume_role_policy=self._text(), inline_policies=[], opts=o),
            lambda name, o: aws.ec2.SecurityGroup(
                name,
                vpc_id=self._text(),
                ingress=[{"protocol": "tcp", "from_port": 1, "to_port": 2, "cidr_blocks": ["10.0.0.0/8"]}],
                opts=o,
            ),
        ]
        self._made.append(self._source.choice(makers)(self._name("resource"), opts))

    def _object(self, opts: pulumi.ResourceOptions) -> None:
        name = self._name("object")
        # Two programs never have objects of one name: in the place of another resource it would exist already.
        unique = f"{name}-{self._source.randrange(10**9)}"
        document = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": unique, "labels": {"of": self._text()}},
            "data": {"text": self._text(), "nested": self._text()},
        }
        self._made.append(pulumi.CustomResource("kubernetes:core/v1:ConfigMap", name, document, opts))

    def _tags(self) -> dict[str, pulumi.Input[str]]:
        return {f"tag-{index}": self._text() for index in range(self._source.randint(0, 3))}

    def _text(self) -> pulumi.Input[str]:
        """Return a text: plain, secret, unknown, both, or put together from others."""
        made = self._source.choice(
            [
                lambda: "plain",
                lambda: pulumi.Output.secret("hidden"),
                self._late_text,
                lambda: pulumi.Output.secret(self._late_text()),
                lambda: pulumi.Output.concat("before-", self._late_text(), "-after"),
                lambda: pulumi.Output.all(self._late_text(), pulumi.Output.secret("x")).apply("-".join),
                lambda: pulumi.Output.json_dumps({"known": 1, "late": self._late_text()}),
            ]
        )()
        return "varied" if self._varied is not None and self._varied.random() < 0.15 else made

    def _late_text(self) -> pulumi.Output[str]:
        """Return something that is unknown in a preview, if there is anything yet."""
        if not self._made:
            return pulumi.Output.from_input("early")
        made = self._source.choice(self._made)
        return self._source.choice([made.id, made.urn])

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"

    def _lasting(self) -> bool | None:
        chosen = self._maybe(True)
        return None if self._disposable else chosen

    def _maybe(self, value: bool) -> bool | None:
        return value if self._source.random() < 0.25 else None
