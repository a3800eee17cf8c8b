"""What every AWS part of a platform is made with."""

from dataclasses import dataclass

import pulumi

from evenkeel.spec import AwsTarget, Platform


@dataclass(frozen=True, kw_only=True)
class AwsScope:
    """The decisions and options that all AWS parts share.

    Attributes:
        platform: the stack file.
        target: its account, region and zones.
        tags: tags of every resource.
        opts: options of every component, which name the provider.
    """

    platform: Platform
    target: AwsTarget
    tags: dict[str, str]
    opts: pulumi.ResourceOptions
