"""Third-party controllers from pinned charts, one component each."""

from components.add_ons.chart import ChartArgs, chart_release, pinned_chart
from components.add_ons.external_secrets import ExternalSecrets, ExternalSecretsArgs, ExternalSecretsIdentityArgs
from components.add_ons.keda import Keda, KedaArgs, KedaIdentityArgs
from components.add_ons.leader_worker_set import LeaderWorkerSetController, LeaderWorkerSetControllerArgs
from components.add_ons.load_balancer_controller import LoadBalancerController, LoadBalancerControllerArgs

__all__ = [
    "ChartArgs",
    "ExternalSecrets",
    "ExternalSecretsArgs",
    "ExternalSecretsIdentityArgs",
    "Keda",
    "KedaArgs",
    "KedaIdentityArgs",
    "LeaderWorkerSetController",
    "LeaderWorkerSetControllerArgs",
    "LoadBalancerController",
    "LoadBalancerControllerArgs",
    "chart_release",
    "pinned_chart",
]
