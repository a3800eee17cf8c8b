"""Models served by vLLM."""

from components.inference.args import (
    AccessArgs,
    AutoscalingArgs,
    BucketModel,
    EngineArgs,
    EngineImage,
    HubModel,
    InferenceServiceArgs,
    ModelReader,
    PodArgs,
    ScalingArgs,
    ScheduleArgs,
    SecretKey,
    TimingArgs,
)
from components.inference.inference_service import API_PORT, InferenceService

__all__ = [
    "API_PORT",
    "AccessArgs",
    "AutoscalingArgs",
    "BucketModel",
    "EngineArgs",
    "EngineImage",
    "HubModel",
    "InferenceService",
    "InferenceServiceArgs",
    "ModelReader",
    "PodArgs",
    "ScalingArgs",
    "ScheduleArgs",
    "SecretKey",
    "TimingArgs",
]
