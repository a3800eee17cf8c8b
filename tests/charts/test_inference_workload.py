"""The inference chart's pods: how they start, end, are sized and are kept harmless."""

from __future__ import annotations

from typing import Any

import pytest

from tests.charts.conftest import EXAMPLES, SEVERAL_NODES, Inference

SHELLS = {"sh", "bash", "ash", "dash", "zsh", "/bin/sh", "/bin/bash", "-c"}


def _containers(template: Any) -> list[Any]:
    return [*template["spec"].get("initContainers", []), *template["spec"]["containers"]]


def _environment(container: Any) -> dict[str, Any]:
    return {one["name"]: one.get("value", one.get("valueFrom")) for one in container["env"]}


def _pause(engine: Any) -> int:
    """Return the seconds that a pod waits at most before its engine is told to end."""
    hook = engine["lifecycle"]["preStop"]
    return hook["sleep"]["seconds"] if "sleep" in hook else int(hook["exec"]["command"][-1])


@pytest.mark.parametrize("case", EXAMPLES)
def test_no_command_goes_through_a_shell(inference: Inference, case: str) -> None:
    for template in inference.example(case).pods().values():
        for container in _containers(template):
            assert container["command"]
            hook = container.get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", [])
            assert not SHELLS.intersection([*container["command"], *container["args"], *hook])


@pytest.mark.parametrize("case", EXAMPLES)
def test_pods_meet_the_restricted_standard_on_a_read_only_root(inference: Inference, case: str) -> None:
    for template in inference.example(case).pods().values():
        spec = template["spec"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] > 0
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert {"hostNetwork", "hostIPC", "hostPID"}.isdisjoint(spec)
        assert all("hostPath" not in volume for volume in spec["volumes"])
        for container in _containers(template):
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "runAsNonRoot": True,
                "capabilities": {"drop": ["ALL"]},
            }


@pytest.mark.parametrize("case", EXAMPLES)
def test_whatever_is_written_lies_in_a_volume_with_a_size(inference: Inference, case: str) -> None:
    for role, template in inference.example(case).pods().items():
        volumes = {volume["name"]: volume for volume in template["spec"]["volumes"]}
        engine = inference.example(case).engine(role)
        mounts = {mount["mountPath"]: volumes[mount["name"]] for mount in engine["volumeMounts"]}
        assert all(volume["emptyDir"]["sizeLimit"] for volume in mounts.values() if "configMap" not in volume)
        assert mounts["/dev/shm"]["emptyDir"]["medium"] == "Memory"
        environment = _environment(engine)
        paths = [value for value in environment.values() if isinstance(value, str) and value.startswith("/")]
        assert all(path.startswith(("/cache", "/tmp")) for path in paths)
        assert {"VLLM_CACHE_ROOT", "HF_HOME", "XDG_CACHE_HOME", "HOME", "USER"} <= set(environment)


@pytest.mark.parametrize("case", EXAMPLES)
def test_grace_period_covers_pre_stop_and_longest_stream(inference: Inference, case: str) -> None:
    rendered = inference.example(case)
    for role, template in rendered.pods().items():
        engine = rendered.engine(role)
        pause = _pause(engine)
        stream = next(int(a.partition("=")[2]) for a in engine["args"] if a.startswith("--shutdown-timeout="))
        grace = template["spec"]["terminationGracePeriodSeconds"]
        # A worker's pause holds its leader's drain already.
        assert grace > (pause if role == "worker" else pause + stream)


def test_grace_period_is_the_sum_of_the_drain(inference: Inference) -> None:
    drain = {"preStopSeconds": 20, "longestStreamSeconds": 500, "marginSeconds": 7}
    rendered = inference.render(SEVERAL_NODES, {"drain": drain})
    pods = rendered.pods()
    assert {pods[role]["spec"]["terminationGracePeriodSeconds"] for role in pods} == {527}
    assert _pause(rendered.engine("leader")) == 20
    assert _pause(rendered.engine("worker")) == 520


def test_startup_budget_is_covered_by_whole_checks(inference: Inference) -> None:
    startup = {"budgetSeconds": 601, "periodSeconds": 20}
    probe = inference.render({"probes": {"startup": startup}}).engine()["startupProbe"]
    assert (probe["failureThreshold"], probe["periodSeconds"]) == (31, 20)


@pytest.mark.parametrize("case", EXAMPLES)
def test_rollout_waits_longer_than_a_pod_may_take(inference: Inference, case: str) -> None:
    rendered = inference.example(case)
    if "Deployment" not in rendered.kinds():
        assert "progressDeadlineSeconds" not in rendered.one("LeaderWorkerSet")["spec"]
        return
    probe = rendered.engine()["startupProbe"]
    grace = rendered.pods()["server"]["spec"]["terminationGracePeriodSeconds"]
    deadline = rendered.one("Deployment")["spec"]["progressDeadlineSeconds"]
    assert deadline > probe["failureThreshold"] * probe["periodSeconds"] + grace


def test_probes_ask_for_the_models_without_a_key_and_for_health_with_one(inference: Inference) -> None:
    open_engine = inference.render().engine()
    guarded = inference.render({"apiKey": {"secretName": "keys", "secretKey": "first"}}).engine()
    assert open_engine["readinessProbe"]["httpGet"]["path"] == "/v1/models"
    paths = {guarded[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert paths == {"/health"}
    assert _environment(guarded)["VLLM_API_KEY"] == {"secretKeyRef": {"name": "keys", "key": "first"}}


@pytest.mark.parametrize(
    ("engine", "resource"), [("nvidia", "nvidia.com/gpu"), ("neuron", "aws.amazon.com/neuron"), ("cpu", None)]
)
def test_engine_takes_its_own_resource_and_image(inference: Inference, engine: str, resource: str | None) -> None:
    accelerators = 1 if resource else 0
    tensor = {"neuron": 4}.get(engine, 1)
    values = {"engine": engine, "parallelism": {"tensor": tensor}, "resources": {"accelerators": accelerators}}
    container = inference.render(values).engine()
    extended = {name for name in container["resources"]["limits"] if "/" in name}
    assert extended == ({resource} if resource else set())
    image = inference.chart.values["engines"][engine]["image"]
    assert container["image"] == f"{image['repository']}:{image['tag']}"


@pytest.mark.parametrize("case", EXAMPLES)
def test_requests_equal_limits_except_for_cores(inference: Inference, case: str) -> None:
    rendered = inference.example(case)
    for role in rendered.pods():
        resources = rendered.engine(role)["resources"]
        assert "cpu" not in resources["limits"]
        assert {name: amount for name, amount in resources["requests"].items() if name != "cpu"} == resources["limits"]


def test_digest_decides_over_the_version(inference: Inference) -> None:
    digest = f"sha256:{'0' * 64}"
    values = {"engines": {"nvidia": {"image": {"digest": digest}}}}
    assert inference.render(values).engine()["image"] == f"docker.io/vllm/vllm-openai@{digest}"


def test_model_in_s3_is_streamed_and_shared_among_ranks(inference: Inference) -> None:
    alone = inference.render().engine()["args"]
    shared = inference.render({"parallelism": {"tensor": 4}, "resources": {"accelerators": 4}}).engine()["args"]
    assert alone[0] == "s3://models/llama/1"
    assert "--load-format=runai_streamer" in alone
    assert '--model-loader-extra-config={"concurrency":16}' in alone
    assert '--model-loader-extra-config={"concurrency":16,"distributed":true}' in shared


def test_engine_that_cannot_stream_gets_a_copy_before_it_starts(inference: Inference) -> None:
    template = inference.render({"engine": "cpu", "resources": {"accelerators": 0}}).pods()["server"]
    relay, copy = template["spec"]["initContainers"]
    assert relay["restartPolicy"] == "Always"
    assert "restartPolicy" not in copy
    assert copy["command"] == ["aws"]
    assert copy["args"][-2:] == ["s3://models/llama/1", template["spec"]["containers"][0]["args"][0]]
    assert not any(argument.startswith("--load-format") for argument in template["spec"]["containers"][0]["args"])


def test_model_from_the_hub_is_pinned_with_its_code_and_tokenizer(inference: Inference) -> None:
    revision = "b968826d9c46dd6066d109eabc6255188de91218"
    hub = {"repository": "Qwen/Qwen3-8B", "revision": revision, "tokenSecret": "hub"}
    model = {"source": "hub", "s3": {"bucket": "", "prefix": ""}, "hub": hub}
    engine = inference.render({"model": model}).engine()
    assert engine["args"][0] == "Qwen/Qwen3-8B"
    pinned = {a.partition("=")[0] for a in engine["args"] if a.endswith(f"={revision}")}
    assert pinned == {"--revision", "--code-revision", "--tokenizer-revision"}
    environment = _environment(engine)
    assert environment["HF_TOKEN"] == {"secretKeyRef": {"name": "hub", "key": "token"}}
    assert "HF_HUB_OFFLINE" not in environment


def test_model_from_s3_never_asks_a_hub(inference: Inference) -> None:
    assert _environment(inference.render().engine())["HF_HUB_OFFLINE"] == "1"
