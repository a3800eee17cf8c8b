"""Load balancers: application and network, their firewall, and their binding to a Kubernetes Service."""

from components.load_balancer.application import ApplicationLoadBalancer, ApplicationLoadBalancerArgs
from components.load_balancer.binding import TargetGroupBinding, TargetGroupBindingArgs
from components.load_balancer.network import NetworkLoadBalancer, NetworkLoadBalancerArgs
from components.load_balancer.outputs import LoadBalancerOutputs
from components.load_balancer.target import TargetArgs
from components.load_balancer.tls import TLS_POLICY
from components.load_balancer.web_acl import WebAcl, WebAclArgs

__all__ = [
    "TLS_POLICY",
    "ApplicationLoadBalancer",
    "ApplicationLoadBalancerArgs",
    "LoadBalancerOutputs",
    "NetworkLoadBalancer",
    "NetworkLoadBalancerArgs",
    "TargetArgs",
    "TargetGroupBinding",
    "TargetGroupBindingArgs",
    "WebAcl",
    "WebAclArgs",
]
