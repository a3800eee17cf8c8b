"""What nodes of a managed node group are told at their first start (EKS's `nodeadm` on Amazon Linux 2023)."""

import base64
import json
from dataclasses import dataclass

import pulumi

_BOUNDARY = "//"


@dataclass(frozen=True, kw_only=True)
class CustomImageArgs:
    """A node image of one's own, built from EKS's Amazon Linux 2023 image, with an FPGA driver for example.

    EKS lets nodes of its own images join by itself; nodes of other images must be told how.

    Attributes:
        image_id: id of the image (`ami-...`).
        endpoint: address of the cluster's API server.
        certificate_authority: its certificate, base64.
        service_cidr: address range of the cluster's Services.
    """

    image_id: str
    endpoint: pulumi.Input[str]
    certificate_authority: pulumi.Input[str]
    service_cidr: str


def user_data(
    cluster_name: pulumi.Input[str], *, local_nvme: bool, image: CustomImageArgs | None
) -> pulumi.Input[str] | None:
    """Return the user data of nodes, base64; None where EKS's defaults do.

    Args:
        cluster_name: cluster that nodes of an own image join.
        local_nvme: join the instance's NVMe disks into one, for images, logs and empty directories.
        image: own image, if any.
    """
    spec: dict[str, object] = {}
    if local_nvme:
        spec["instance"] = {"localStorage": {"strategy": "RAID0"}}
    if image is None:
        return _encode(spec) if spec else None
    return pulumi.Output.all(name=cluster_name, endpoint=image.endpoint, authority=image.certificate_authority).apply(
        lambda known: _encode(
            {
                "cluster": {
                    "name": known["name"],
                    "apiServerEndpoint": known["endpoint"],
                    "certificateAuthority": known["authority"],
                    "cidr": image.service_cidr,
                },
                **spec,
            }
        )
    )


def _encode(spec: dict[str, object]) -> str:
    config = {"apiVersion": "node.eks.aws/v1alpha1", "kind": "NodeConfig", "spec": spec}
    lines = [
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"',
        "",
        f"--{_BOUNDARY}",
        "Content-Type: application/node.eks.aws",
        "",
        json.dumps(config, indent=2),  # JSON is YAML
        "",
        f"--{_BOUNDARY}--",
        "",
    ]
    return base64.b64encode("\n".join(lines).encode()).decode()
