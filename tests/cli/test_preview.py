from __future__ import annotations

import json
import os
import secrets
import signal
import string
import sys
import time
from pathlib import Path

import pytest

from evenkeel.plan import loads
from tests.cli.conftest import PROGRAM, STACK, Fails, Workplace

UNPRIVILEGED = hasattr(os, "geteuid") and os.geteuid() != 0


def letters(count: int) -> str:
    return "".join(secrets.choice(string.ascii_letters) for _ in range(count))


def test_dev_is_previewed_when_no_stack_is_named(workplace: Workplace) -> None:
    workplace.stack("prod", STACK.replace("dev", "prod"))
    ended = workplace.run("preview")
    assert ended.code == 0
    assert ended.out.startswith("Preview of stack dev: what `pulumi up` would create\n")
    assert "AWS account 123456789012, us-east-1; zones us-east-1a, us-east-1b" in ended.out
    assert "3 to create · 3 AWS resources" in ended.out
    assert "s3:Bucket shop-orders                         protected" in ended.out
    assert ended.err == ""


def test_only_stack_is_previewed_whatever_its_name(workplace: Workplace) -> None:
    workplace.stack("dev").rename(workplace.root / "stacks/Pulumi.live.yaml")
    assert "Preview of stack live" in workplace.run("preview").out


def test_unnamed_stack_among_several_is_an_error_that_lists_them(workplace: Workplace, fails: Fails) -> None:
    workplace.stack("dev").rename(workplace.root / "stacks/Pulumi.live.yaml")
    workplace.stack("test")
    assert "There are live, test" in fails("preview")


def test_stack_is_found_from_a_folder_of_the_project_and_by_its_full_name(workplace: Workplace) -> None:
    assert "Preview of stack dev" in workplace.run("preview", "acme/shop/dev", folder=workplace.root / "stacks").out


def test_stack_file_elsewhere_is_previewed_with_the_program_of_this_project(
    workplace: Workplace, tmp_path: Path
) -> None:
    file = tmp_path / "Pulumi.try.yaml"
    file.write_text(STACK)
    ended = workplace.run("preview", str(file))
    assert "Preview of stack try" in ended.out
    assert ended.code == 0


def test_stack_file_is_previewed_from_outside_its_project(workplace: Workplace, tmp_path: Path) -> None:
    ended = workplace.run("preview", str(workplace.root / "stacks/Pulumi.dev.yaml"), folder=tmp_path)
    assert "Preview of stack dev" in ended.out


def test_misspelt_stack_suggests_the_nearest_one(workplace: Workplace, fails: Fails) -> None:
    workplace.stack("prod")
    message = fails("preview", "prdo")
    assert "Did you mean prod?" in message
    assert "There are dev, prod" in message


def test_project_without_stacks_says_how_to_write_one(workplace: Workplace, fails: Fails) -> None:
    workplace.stack("dev").unlink()
    assert "evenkeel new dev" in fails("preview")


def test_folder_outside_of_any_project_is_an_error(fails: Fails, tmp_path: Path) -> None:
    assert "no Pulumi.yaml in" in fails("preview", folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [shop", "is not YAML"),
        ("runtime: python\n", "name: missing"),
        ("- a\n", "name: missing"),
        ("name: shop\nstackConfigDir: 7\n", "stackConfigDir: 7 is not a folder"),
    ],
)
def test_unusable_project_file_is_named_with_what_is_wrong(
    workplace: Workplace, fails: Fails, text: str, words: str
) -> None:
    workplace.write("Pulumi.yaml", text)
    message = fails("preview")
    assert "Pulumi.yaml" in message
    assert words in message


def test_all_problems_of_a_stack_file_are_told_at_once(workplace: Workplace, fails: Fails) -> None:
    workplace.stack("dev", STACK.replace("environment: dev", "environment: test\n    colour: red"))
    message = fails("preview")
    assert "has 2 problems" in message
    assert "colour" in message
    assert "environment" in message


@pytest.mark.parametrize("text", ["", "config: [", "\x00\x01", "config: {}\n"])
def test_file_that_is_no_stack_file_is_an_error(workplace: Workplace, fails: Fails, text: str) -> None:
    workplace.stack("dev", text)
    assert "stacks/Pulumi.dev.yaml" in fails("preview")


def test_program_that_fails_is_told_in_words(workplace: Workplace, fails: Fails) -> None:
    workplace.program("import pulumi\nraise pulumi.RunError('the shop is closed')\n")
    assert "the shop is closed" in fails("preview")


def test_json_is_the_plan_and_nothing_else_even_if_the_program_prints(workplace: Workplace) -> None:
    workplace.program("print('noise')\n" + PROGRAM)
    ended = workplace.run("preview", "--json")
    plan = loads(ended.out)
    assert plan.stack == "dev"
    assert [resource.name for resource in plan.resources if resource.type == "aws:s3/bucket:Bucket"] == ["shop-orders"]
    assert "noise" not in ended.out


def test_json_is_the_same_every_time_and_the_same_as_the_file(workplace: Workplace) -> None:
    first = workplace.run("preview", "--json", "--out", "plan.json").out
    second = workplace.run("preview", "--json", PYTHONHASHSEED="7").out
    assert first == second == (workplace.root / "plan.json").read_text()


def test_out_writes_the_plan_beside_the_report(workplace: Workplace) -> None:
    ended = workplace.run("preview", "--out", "plan.json")
    assert ended.out.startswith("Preview of stack dev")
    assert json.loads((workplace.root / "plan.json").read_text())["version"] == 3


@pytest.mark.parametrize(("path", "words"), [("nowhere/plan.json", "no folder nowhere"), ("stacks", "is a folder")])
def test_out_that_cannot_be_written_is_refused_and_leaves_nothing(fails: Fails, path: str, words: str) -> None:
    assert words in fails("preview", "--out", path)


@pytest.mark.parametrize("place", ["/proc/plan.json", "/dev/full/plan.json"])
def test_out_where_the_system_takes_no_files_is_an_error(fails: Fails, place: str) -> None:
    assert "cannot be written" in fails("preview", "--out", place)


def test_defaults_come_first_and_hold_what_the_file_leaves_out(workplace: Workplace) -> None:
    import yaml

    ended = workplace.run("preview", "--defaults")
    settings, _, report = ended.out.partition("Preview of stack dev")
    platform = yaml.load(settings, yaml.CSafeLoader)["config"]["evenkeel:platform"]
    assert platform["network"]["cidr"] == "10.20.0.0/16"
    assert platform["target"]["region"] == "us-east-1"
    assert "3 to create" in report


def test_existing_cluster_says_what_it_does_without(workplace: Workplace) -> None:
    target = "    target: {kind: cluster, context: lab}\n    addOns: {keda: absent, leaderWorkerSet: install}\n"
    workplace.stack("lab", STACK.partition("    target")[0] + target)
    out = workplace.run("preview", "lab").out
    assert "kubeconfig context lab; nothing on AWS" in out
    assert "  installs    leaderWorkerSet\n" in out
    assert "keda: replicas stay as they are, nothing scales" in out
    assert "karpenter" not in out


def test_end_of_support_of_kubernetes_is_shown(workplace: Workplace) -> None:
    assert "standard until 20" in workplace.run("preview").out


def test_details_and_json_exclude_each_other(fails: Fails) -> None:
    assert "--json prints the plan and nothing else" in fails("preview", "--json", "--details")


def test_secrets_are_in_no_output(workplace: Workplace) -> None:
    fakes = {name: letters(24) for name in ("marked", "keyed", "nested", "url", "output")}
    fakes["pattern"] = "AKIA" + letters(16).upper()
    workplace.program(
        PROGRAM
        + f"""
aws.secretsmanager.SecretVersion("shop-pin", secret_id="pin", secret_string=pulumi.Output.secret("{fakes["marked"]}"))
aws.ssm.Parameter("shop-a", type="String", value="id {fakes["pattern"]}", description="redis://u:{fakes["url"]}@h")
aws.ssm.Parameter("shop-b", type="String", value=json.dumps({{"deep": [{{"password": "{fakes["nested"]}"}}]}}))
aws.iam.Role("shop-role", assume_role_policy="{{}}", tags={{"apiKey": "{fakes["keyed"]}"}})
pulumi.export("login", pulumi.Output.secret("{fakes["output"]}"))
"""
    )
    texts = [
        workplace.run("preview", "--details").out,
        workplace.run("preview", "--json", "--out", "plan.json").out,
        (workplace.root / "plan.json").read_text(),
    ]
    for text in texts:
        assert "shop-pin" in text
        assert [name for name, fake in fakes.items() if fake in text] == []


def test_encrypted_configuration_needs_no_passphrase(workplace: Workplace) -> None:
    workplace.stack("dev", STACK + "  shop:pin:\n    secure: v1:AAAAAAAAAAAAAAAA:BBBBBBBBBBBBBBBBBBBBBBBBBBBB\n")
    workplace.program(PROGRAM + '\npulumi.export("pin", pulumi.Config("shop").require_secret("pin"))\n')
    ended = workplace.run("preview")
    assert ended.code == 0
    assert "[secret]" in next(line for line in ended.out.splitlines() if line.strip().startswith("pin"))


def test_report_is_plain_where_nobody_looks_and_in_an_old_encoding(workplace: Workplace) -> None:
    ended = workplace.run("preview", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ended.code == 0
    assert "\x1b" not in ended.out
    assert "3 to create - 3 AWS resources" in ended.out


def test_width_follows_columns(workplace: Workplace) -> None:
    narrow = workplace.run("preview", COLUMNS="70").out
    assert max(map(len, narrow.split("Next")[0].splitlines())) <= 70


def test_reader_that_goes_away_is_no_error_message(workplace: Workplace) -> None:
    process = workplace.start("preview")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == ""


def test_interrupt_ends_with_its_code_and_without_a_traceback(workplace: Workplace) -> None:
    workplace.program(f"open('started', 'w').close()\nimport time\ntime.sleep(30)\n{PROGRAM}")
    process = workplace.start("preview", folder=workplace.root)
    while not list(workplace.root.rglob("started")) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err


def test_full_disk_is_an_error(workplace: Workplace) -> None:
    import subprocess

    from tests.cli.conftest import COMMAND

    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, "preview"], cwd=workplace.root, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == 1
    assert "No space left" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_bug_is_one_line_that_names_what_was_done(workplace: Workplace) -> None:
    breakage = "import sys, evenkeel.cli.recording as r; r.find_project = lambda *a: 1 / 0; "
    script = breakage + "from evenkeel.cli.entry import run; sys.exit(run(['preview', 'dev']))"
    import subprocess

    def run(**variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script],
            cwd=workplace.root,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    ended = run()
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "`evenkeel preview dev` stopped unexpectedly, this is a bug: ZeroDivisionError" in ended.stderr
    assert "Traceback (most recent call last)" in run(EVENKEEL_TRACEBACK="1").stderr
