"""The pack's process: levels and parameters from the engine, remediation, waivers, rules that break."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import analyzer_pb2 as proto

from evenkeel.model import UNKNOWN, Asset, Reference, Secret, Value
from policies.analyzer import wire
from tests.policies.engine import Engine, engine, request
from tests.policies.packs import BROKEN, DISTINCT, SIZE, make_pack
from tests.policies.rules_for_tests import plan_with, thing

WAIVERS = """\
waivers:
  - {rule: thing-size, urn: "*::tiny", reason: it is small on purpose, owner: ops, expires: 2999-12-31}
  - {rule: thing-size, urn: "*::none", reason: nothing has this name, owner: ops, expires: 2999-12-31}
"""
PROD = {"evenkeel:platform": '{"environment": "prod"}'}
DEV = {"evenkeel:platform": '{"environment": "dev"}'}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    rules = {"thing_size": SIZE, "thing_distinct": DISTINCT, "thing_broken": BROKEN}
    with engine(make_pack(tmp_path_factory.mktemp("project"), rules, waivers=WAIVERS)) as started:
        yield started


def told(found: list[proto.AnalyzeDiagnostic], rule: str) -> list[tuple[str, bool, str]]:
    return [
        (one.urn.rpartition("::")[2], one.enforcementLevel == proto.MANDATORY, one.message.splitlines()[1])
        for one in found
        if one.policyName == rule
    ]


def test_failure_is_mandatory_with_property_and_remedy(pack: Engine) -> None:
    plan = plan_with(thing("a", size=2))
    pack.configure(plan, PROD)
    (found,) = [one for one in pack.judge(plan) if one.policyName == "thing-size"]

    assert found.enforcementLevel == proto.MANDATORY
    assert found.severity == proto.POLICY_SEVERITY_HIGH
    assert found.message == "Things are large enough.\nsize: is 2, less than 3\nMake it larger."


def test_environment_of_the_stack_decides_parameters(pack: Engine) -> None:
    plan = plan_with(thing("a", size=2))
    pack.configure(plan, DEV)

    assert told(pack.judge(plan), "thing-size") == []


def test_stack_of_a_file_is_told_by_its_urns(pack: Engine) -> None:
    resource = thing("a", size=2)
    pack.analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest())
    plain = request(resource)
    plain.urn = plain.urn.replace(":test:", ":dev:", 1)

    assert told(list(pack.analyzer.Analyze(plain).diagnostics), "thing-size") == []


def test_level_of_the_engines_configuration_comes_first(pack: Engine) -> None:
    plan = plan_with(thing("a", size=2))
    pack.configure(plan, PROD, {"thing-size": "advisory"})

    assert told(pack.judge(plan), "thing-size") == [("a", False, "size: is 2, less than 3")]


def test_parameter_of_the_engines_configuration_comes_first(pack: Engine) -> None:
    plan = plan_with(thing("a", size=2))
    pack.configure(plan, PROD)
    config = proto.PolicyConfig(enforcementLevel=proto.MANDATORY)
    config.properties.update({"least": 2})
    pack.analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={"thing-size": config}))

    assert told(pack.judge(plan), "thing-size") == []


def test_parameter_that_the_rule_does_not_take_is_refused_in_words(pack: Engine) -> None:
    pack.configure(plan_with(), PROD)
    config = proto.PolicyConfig(enforcementLevel=proto.MANDATORY)
    config.properties.update({"least": 99})

    with pytest.raises(grpc.RpcError) as caught:
        pack.analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={"thing-size": config}))
    assert "thing-size: least: 99.0 is above 9. Lower it to 9 or less." in str(caught.value)
    pack.configure(plan_with(), PROD)


def test_schema_of_parameters_is_told_to_the_engine(pack: Engine) -> None:
    pack.configure(plan_with(), DEV)
    info = pack.analyzer.GetAnalyzerInfo(Empty())
    policy = next(policy for policy in info.policies if policy.name == "thing-size")

    assert MessageToDict(policy.configSchema.properties) == {
        "least": {"type": "number", "description": "smallest size", "minimum": 0.0, "maximum": 9.0, "default": 1.0}
    }
    assert policy.policy_type == proto.POLICY_TYPE_RESOURCE


def test_unknown_is_told_at_the_end_with_where_it_comes_from(pack: Engine) -> None:
    source = thing("source", size=7)
    plan = plan_with(source, thing("a", size=UNKNOWN, sources=(source.urn,)))
    pack.configure(plan, PROD)

    assert ("a", True, "size: cannot be judged: size is not known before deployment; it comes from source") in told(
        pack.judge(plan), "thing-size"
    )


def test_rule_that_breaks_is_mandatory_and_the_others_still_run(pack: Engine) -> None:
    plan = plan_with(thing("a", size=2))
    pack.configure(plan, PROD)
    found = pack.judge(plan)
    (first, second) = told(found, "thing-broken")

    assert first == ("a", False, "is looked at first")
    assert second[:2] == ("a", True)
    assert "the rule itself broke: KeyError" in second[2]
    assert told(found, "thing-size")


def test_plan_rule_judges_what_resource_rules_saw_when_there_are_no_outputs(pack: Engine) -> None:
    plan = plan_with(thing("a", size=5), thing("b", size=5))
    pack.configure(plan, PROD)

    assert told(pack.judge(plan, outputs=False), "thing-distinct") == [("b", True, "size: is that of a too")]


def test_waived_finding_is_advice_and_an_unused_waiver_is_told(pack: Engine) -> None:
    plan = plan_with(thing("tiny", size=1))
    pack.configure(plan, PROD)
    found = pack.judge(plan)

    assert told(found, "thing-size") == [("tiny", False, "size: is 1, less than 3")]
    assert "Waived by ops until 2999-12-31" in next(one.message for one in found if one.policyName == "thing-size")
    assert [text.partition(": ")[0] for _, _, text in told(found, "waiver-unused")] == ["thing-size on *::none"]


def test_remediation_is_offered_at_its_level_only_and_keeps_secrets_and_unknowns(pack: Engine) -> None:
    resource = thing("a", size=2, password=Secret("x"), arn=UNKNOWN)
    pack.configure(plan_with(resource), PROD)
    assert not pack.remedies(resource)

    pack.configure(plan_with(resource), PROD, {"thing-size": "remediate"})
    (remedy,) = pack.remedies(resource)
    assert wire.read(remedy.properties) == {"size": 3, "password": Secret("x"), "arn": UNKNOWN}


def test_remediation_changes_nothing_that_is_right(pack: Engine) -> None:
    resource = thing("a", size=3)
    pack.configure(plan_with(resource), PROD, {"thing-size": "remediate"})

    assert not pack.remedies(resource)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        2.5,
        "text",
        [1, [None]],
        {"a": {"b": UNKNOWN}},
        Secret({"a": Secret("b")}),
        Reference("urn:pulumi:a::b::c::d", "id"),
        Reference("urn:pulumi:a::b::c::d", UNKNOWN),
        Asset("asset", "text", "hello", "ab"),
        Asset("archive", "assets", {"a": Asset("asset", "path", "b", "cd")}, "ef"),
    ],
    ids=repr,
)
def test_value_comes_back_from_the_wire_as_it_went(value: Value) -> None:
    assert wire.read(wire.written({"value": value})) == {"value": value}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"waivers": "waivers: [{rule: thing-sizes}]\n"}, "policies/waivers.yaml:1: waivers[0].urn: is missing."),
        ({"configuration": "rules: {thing-sizes: {level: advisory}}\n"}, "Did you mean thing-size?"),
    ],
)
def test_bad_file_ends_the_process_in_words(tmp_path: Path, files: dict[str, str], message: str) -> None:
    folder = make_pack(tmp_path, {"thing_size": SIZE}, **files)
    ended = subprocess.run([sys.executable, str(folder)], check=False, capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr


def test_rule_that_cannot_be_imported_ends_the_process_in_words(tmp_path: Path) -> None:
    folder = make_pack(tmp_path, {"thing_size": "import nothing_of_this_name\n"})
    ended = subprocess.run([sys.executable, str(folder)], check=False, capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert "policies.rules.test.thing_size: cannot be used as a rule: ModuleNotFoundError" in ended.stderr


def test_environment_is_taken_from_the_process_when_the_request_has_no_configuration(tmp_path: Path) -> None:
    folder = make_pack(tmp_path, {"thing_size": SIZE})
    plan = plan_with(thing("a", size=2))
    with engine(folder, environment={"PULUMI_CONFIG": json.dumps(DEV)}) as started:
        started.configure(plan, {})
        assert told(started.judge(plan), "thing-size") == []
