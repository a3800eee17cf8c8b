"""Network: a VPC of our own or an existing one, with what a private GPU cluster needs of it."""

from components.network.addresses import AddressPlan, plan_addresses
from components.network.efa import EfaSecurityGroup, EfaSecurityGroupArgs
from components.network.endpoints import PrivateEndpoints, PrivateEndpointsArgs
from components.network.existing import ExistingNetwork, ExistingNetworkArgs
from components.network.flow_log import FlowLog, FlowLogArgs
from components.network.network import Nat, Network, NetworkArgs
from components.network.outputs import NetworkOutputs
from components.network.policies import PRIVATE_CLUSTER_ENDPOINTS

__all__ = [
    "PRIVATE_CLUSTER_ENDPOINTS",
    "AddressPlan",
    "EfaSecurityGroup",
    "EfaSecurityGroupArgs",
    "ExistingNetwork",
    "ExistingNetworkArgs",
    "FlowLog",
    "FlowLogArgs",
    "Nat",
    "Network",
    "NetworkArgs",
    "NetworkOutputs",
    "PrivateEndpoints",
    "PrivateEndpointsArgs",
    "plan_addresses",
]
