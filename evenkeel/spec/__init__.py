"""The stack file as a typed model: what it may hold, what it means when left out, and what is wrong with it."""

from evenkeel.spec.add_ons import AddOns, Presence
from evenkeel.spec.bindings import Bindings, ExistingCache, ObjectStore
from evenkeel.spec.cache import Cache, CacheEngine
from evenkeel.spec.cluster import ApiEndpoint, Cluster, SystemNodes
from evenkeel.spec.images import Images, PullThroughCache
from evenkeel.spec.load_balancer import LoadBalancer
from evenkeel.spec.model import DataType, HubSource, Model, ModelArchitecture, Quantization
from evenkeel.spec.monitoring import Monitoring
from evenkeel.spec.network import ExistingNetwork, ExistingVpc, FlowLogs, Network, NewNetwork, SubnetsByZone
from evenkeel.spec.node_pool import (
    AcceleratorKind,
    Architecture,
    Capacity,
    Disruption,
    Maximum,
    Minimum,
    NodeAccelerators,
    NodePool,
    NodeShape,
    Purpose,
    Taint,
)
from evenkeel.spec.parsing import parse_platform, parse_what_is_sound
from evenkeel.spec.platform import Environment, Layer, Platform
from evenkeel.spec.problems import Problem, SpecError
from evenkeel.spec.reading import PLATFORM_KEY, StackFile, read_stack_file, stack_name, stack_names, stack_path
from evenkeel.spec.rendition import rendition
from evenkeel.spec.scaling import Scaling, Schedule
from evenkeel.spec.schema import json_schema
from evenkeel.spec.secret import KubernetesSecret, SecretReference
from evenkeel.spec.serving import Device, Engine, Resources, ServiceLevel, Serving
from evenkeel.spec.storage import (
    BUCKET_PURPOSES,
    Bucket,
    BucketPurpose,
    ExistingBucket,
    Lifecycle,
    LogStore,
    NewBucket,
    Storage,
)
from evenkeel.spec.target import AwsTarget, ClusterTarget, Flavor, Target
from evenkeel.spec.template import TargetKind, template

__all__ = [
    "BUCKET_PURPOSES",
    "PLATFORM_KEY",
    "AcceleratorKind",
    "AddOns",
    "ApiEndpoint",
    "Architecture",
    "AwsTarget",
    "Bindings",
    "Bucket",
    "BucketPurpose",
    "Cache",
    "CacheEngine",
    "Capacity",
    "Cluster",
    "ClusterTarget",
    "DataType",
    "Device",
    "Disruption",
    "Engine",
    "Environment",
    "ExistingBucket",
    "ExistingCache",
    "ExistingNetwork",
    "ExistingVpc",
    "Flavor",
    "FlowLogs",
    "HubSource",
    "Images",
    "KubernetesSecret",
    "Layer",
    "Lifecycle",
    "LoadBalancer",
    "LogStore",
    "Maximum",
    "Minimum",
    "Model",
    "ModelArchitecture",
    "Monitoring",
    "Network",
    "NewBucket",
    "NewNetwork",
    "NodeAccelerators",
    "NodePool",
    "NodeShape",
    "ObjectStore",
    "Platform",
    "Presence",
    "Problem",
    "PullThroughCache",
    "Purpose",
    "Quantization",
    "Resources",
    "Scaling",
    "Schedule",
    "SecretReference",
    "ServiceLevel",
    "Serving",
    "SpecError",
    "StackFile",
    "Storage",
    "SubnetsByZone",
    "SystemNodes",
    "Taint",
    "Target",
    "TargetKind",
    "json_schema",
    "parse_platform",
    "parse_what_is_sound",
    "read_stack_file",
    "rendition",
    "stack_name",
    "stack_names",
    "stack_path",
    "template",
]
