"""Secret values from Pulumi's encrypted configuration."""

import pulumi

CONFIGURATION = "evenkeel"


def secret_value(name: str) -> pulumi.Output[str]:
    """Return the value of `evenkeel:NAME`, which the stack file holds encrypted."""
    return pulumi.Config(CONFIGURATION).require_secret(name)
