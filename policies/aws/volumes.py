"""The disks that a resource makes."""

from __future__ import annotations

from evenkeel.model import Resource
from policies.aws.kinds import VOLUME
from policies.properties import Property, properties


def volumes(resource: Resource) -> list[Property]:
    """Return the descriptions of the EBS volumes of a launch template, an instance or a volume itself."""
    inputs = properties(resource)
    if resource.type == VOLUME:
        return [inputs]
    mapped = [each["ebs"] for each in inputs["blockDeviceMappings"].each() if each["ebs"].given]
    attached = [each for name in ("rootBlockDevice", "ebsBlockDevices") for each in inputs[name].each()]
    return mapped + attached
