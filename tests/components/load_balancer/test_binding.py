"""A binding makes the pods of a Service the members of a target group."""

from dataclasses import replace

from components.load_balancer import TargetGroupBinding, TargetGroupBindingArgs
from tests.components.conftest import Record

ARGS = TargetGroupBindingArgs(
    target_group_arn="arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/1",
    namespace="serving",
    service_name="gateway",
    service_port=80,
    load_balancer_security_group_id=None,
)
BINDING = "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding"


def test_binding_names_the_service_and_the_target_group(record: Record) -> None:
    binding = record(lambda: TargetGroupBinding("api", ARGS)).inputs(BINDING)
    assert binding["metadata"] == {"name": "gateway", "namespace": "serving"}
    assert binding["spec"] == {
        "targetGroupARN": ARGS.target_group_arn,
        "targetType": "ip",
        "serviceRef": {"name": "gateway", "port": 80},
    }


def test_controller_admits_a_balancer_that_does_not_admit_itself(record: Record) -> None:
    args = replace(ARGS, load_balancer_security_group_id="sg-1")
    spec = record(lambda: TargetGroupBinding("api", args)).inputs(BINDING)["spec"]
    assert spec["networking"]["ingress"][0]["from"] == [{"securityGroup": {"groupID": "sg-1"}}]
