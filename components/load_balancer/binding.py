"""The tie between a target group and a Kubernetes Service, kept by the AWS Load Balancer Controller."""

from dataclasses import dataclass
from typing import Any

import pulumi


@dataclass(frozen=True, kw_only=True)
class TargetGroupBindingArgs:
    """What a `TargetGroupBinding` needs.

    Attributes:
        target_group_arn: the target group, of target type `ip`.
        namespace: namespace of the Service.
        service_name: the Service whose pods become targets.
        service_port: port of the Service, not of its pods.
        load_balancer_security_group_id: lets the controller admit this group to the pods; None where a load balancer
            of this package is used, which admits itself.
    """

    target_group_arn: pulumi.Input[str]
    namespace: str
    service_name: str
    service_port: int
    load_balancer_security_group_id: pulumi.Input[str] | None


class TargetGroupBinding(pulumi.ComponentResource):
    """A TargetGroupBinding object, which makes the pods of a Service the members of a target group."""

    def __init__(self, name: str, args: TargetGroupBindingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:TargetGroupBinding", name, None, opts)
        spec: dict[str, Any] = {
            "targetGroupARN": args.target_group_arn,
            "targetType": "ip",
            "serviceRef": {"name": args.service_name, "port": args.service_port},
        }
        if args.load_balancer_security_group_id is not None:
            source = {"securityGroup": {"groupID": args.load_balancer_security_group_id}}
            spec["networking"] = {"ingress": [{"from": [source], "ports": [{"protocol": "TCP"}]}]}
        pulumi.CustomResource(
            "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
            f"{name}-binding",
            {
                "apiVersion": "elbv2.k8s.aws/v1beta1",
                "kind": "TargetGroupBinding",
                "metadata": {"name": args.service_name, "namespace": args.namespace},
                "spec": spec,
            },
            pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
