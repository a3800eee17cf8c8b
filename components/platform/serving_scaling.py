"""How many replicas a serving entry has, and when."""

from components.inference import AutoscalingArgs, ScalingArgs, ScheduleArgs
from evenkeel.spec import Platform, Serving


def scaling_of(platform: Platform, entry: Serving) -> ScalingArgs:
    """Return the bounds, and what moves the number between them where KEDA is there."""
    section = entry.scaling
    moves = section.max > section.min or section.schedules
    return ScalingArgs(
        minimum=section.min,
        surge=section.surge,
        autoscaling=_autoscaling(platform, entry) if moves and platform.add_ons.keda != "absent" else None,
    )


def _autoscaling(platform: Platform, entry: Serving) -> AutoscalingArgs:
    section, monitoring = entry.scaling, platform.monitoring
    return AutoscalingArgs(
        maximum=section.max,
        requests_per_replica=section.requests_per_replica,
        prometheus_address=monitoring.prometheus_address if monitoring else None,
        cooldown_seconds=section.cooldown_seconds,
        schedules=[
            ScheduleArgs(
                name=f"hours-{index}",
                timezone=schedule.timezone,
                start=schedule.start,
                end=schedule.end,
                replicas=schedule.replicas,
            )
            for index, schedule in enumerate(section.schedules, start=1)
        ],
    )
