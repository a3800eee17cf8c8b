"""What every load balancer gives, whichever its kind."""

import pulumi

LONGEST_NAME = 21
"""Characters; AWS limits the physical names to 32, of which a suffix and Pulumi's random part take eleven."""


class LoadBalancerOutputs:
    """The outputs of `ApplicationLoadBalancer` and `NetworkLoadBalancer`."""

    load_balancer_arn: pulumi.Output[str]
    dns_name: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    listener_arn: pulumi.Output[str]
    target_group_arn: pulumi.Output[str]
    security_group_id: pulumi.Output[str]

    def outputs(self) -> dict[str, object]:
        """Return the outputs by name, as `register_outputs` takes them."""
        return {
            "load_balancer_arn": self.load_balancer_arn,
            "dns_name": self.dns_name,
            "zone_id": self.zone_id,
            "listener_arn": self.listener_arn,
            "target_group_arn": self.target_group_arn,
            "security_group_id": self.security_group_id,
        }


def check_name(name: str) -> None:
    """Raise ValueError if physical names that start with `name` would be too long for AWS."""
    if len(name) > LONGEST_NAME:
        raise ValueError(f"name: {name!r} has {len(name)} characters; a load balancer takes at most {LONGEST_NAME}")
