"""The Kubernetes half: controllers, node pools, secrets, models and what serves them."""

from dataclasses import dataclass

import pulumi

from components.bindings import Bindings
from components.helm import Namespace, NamespaceArgs
from components.inference import InferenceService
from components.load_balancer import TargetGroupBinding, TargetGroupBindingArgs
from components.platform.controllers import make_controllers
from components.platform.device_plugins import make_device_plugins
from components.platform.image_cache import locate_images
from components.platform.karpenter_pools import make_karpenter_pools
from components.platform.kubernetes_access import kubernetes_access
from components.platform.models import make_model_imports, prefix_of
from components.platform.secrets import make_secrets
from components.platform.serving import inference_arguments
from components.platform.serving_port import API_PORT
from components.platform.storage_class import make_storage_class
from evenkeel.spec import Platform


@dataclass(frozen=True, kw_only=True)
class Workloads:
    """What was made in the cluster, as far as the outside asks for it: the URL of each serving entry."""

    urls: dict[str, pulumi.Output[str]]


def make_workloads(
    platform: Platform, bindings: Bindings, aws: pulumi.ProviderResource | None, tags: dict[str, str]
) -> Workloads:
    """Make everything in the cluster."""
    access = kubernetes_access(bindings, aws)
    images = locate_images(platform)
    aws_binding = bindings.aws
    controllers = make_controllers(platform, aws_binding, access, images, tags)
    if aws_binding is not None:
        make_storage_class(aws_binding, access.objects)
    needs: list[pulumi.Resource] = [*controllers.ready]
    if aws_binding is not None and controllers.karpenter is not None:
        pools = make_karpenter_pools(platform, aws_binding, controllers.karpenter, access.objects)
        needs.extend(pool.node_pool for pool in pools)
    make_device_plugins(platform, images, access.objects)
    namespace = Namespace(
        platform.namespace,
        NamespaceArgs(namespace=platform.namespace, pod_security="restricted", default_deny=True, labels={}),
        access.objects,
    )
    ready = _after(access.objects, [namespace, *needs])
    secrets = make_secrets(platform, aws_binding, controllers.secrets_role_arn, tags, ready)
    with_secrets = _after(access.objects, [namespace, *needs, *secrets])
    imports = make_model_imports(platform, aws_binding, images, tags, with_secrets) if aws_binding else {}
    urls: dict[str, pulumi.Output[str]] = {}
    for entry in platform.serving:
        model = [imports[prefix_of(entry)]] if prefix_of(entry) in imports and entry.model.weights == "bucket" else []
        service = InferenceService(
            entry.name,
            inference_arguments(platform, entry, bindings, images, tags),
            _after(access.objects, [namespace, *needs, *secrets, *model]),
        )
        urls[entry.name] = service.url
        balancer = aws_binding.load_balancer if aws_binding else None
        if balancer is not None and entry.name in balancer.target_group_arns:
            binding = TargetGroupBindingArgs(
                target_group_arn=balancer.target_group_arns[entry.name],
                namespace=platform.namespace,
                service_name=entry.name,
                service_port=API_PORT,
                # The balancer's component admits itself to the pods.
                load_balancer_security_group_id=None,
            )
            TargetGroupBinding(f"{entry.name}-target", binding, _after(access.objects, [service, *controllers.ready]))
    return Workloads(urls=urls)


def _after(opts: pulumi.ResourceOptions, resources: list[pulumi.Resource]) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=resources))
