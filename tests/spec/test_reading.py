"""Files that are not there, not text, or not what they seem."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenkeel.spec import SpecError, read_stack_file, stack_names, stack_path

GOOD = "config:\n  evenkeel:platform:\n    environment: dev\n"


def told(path: Path | str) -> str:
    with pytest.raises(SpecError) as caught:
        read_stack_file(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return f"{problem.message}. {problem.fix}"


def test_stack_that_does_not_exist_names_those_that_do(tmp_path: Path) -> None:
    for name in ("dev", "prod"):
        (tmp_path / f"Pulumi.{name}.yaml").write_text(GOOD)
    assert told(tmp_path / "Pulumi.prd.yaml") == "does not exist. Did you mean prod? There are dev, prod."
    assert told(tmp_path / "Pulumi.eu.yaml") == "does not exist. There are dev, prod."
    assert stack_names(tmp_path) == ("dev", "prod")


def test_folder_without_stacks_says_how_to_begin(tmp_path: Path) -> None:
    assert told(tmp_path / "Pulumi.dev.yaml") == "does not exist. Write one with: evenkeel new NAME."
    assert told(tmp_path / "nowhere" / "Pulumi.dev.yaml") == "does not exist. Write one with: evenkeel new NAME."


def test_folder_is_told(tmp_path: Path) -> None:
    assert told(tmp_path) == "is a folder. Name a stack, or a file in it."


def test_impossible_path_is_told() -> None:
    for path in ("a\0b.yaml", "x" * 5000):
        assert told(path).startswith(("cannot be read", "does not exist"))


def test_device_is_told() -> None:
    assert told("/dev/null").startswith("is not a file.")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_bytes(GOOD.encode(encoding))
    assert told(path) == "is in UTF-16 or not text at all. Save it as UTF-8."


def test_latin_1_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_bytes((GOOD + "    # Zürich\n").encode("latin-1"))
    assert told(path) == "is not in UTF-8 (line 4). Save it as UTF-8."


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_bytes(GOOD.encode("utf-8-sig"))
    assert read_stack_file(path).platform == {"environment": "dev"}


def test_picture_is_told(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert told(path) == "is in UTF-16 or not text at all. Save it as UTF-8."


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 50_000, "- " * 5_000, "\n".join("  " * n + "a:" for n in range(3000))]
)
def test_hostile_nesting_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(text)
    assert told(path) == "nests deeper than 64 levels. Take levels out."


def test_anchors_that_multiply_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    levels = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    path.write_text(f"config:\n  l0: &l0 x\n{levels}  evenkeel:platform: {{environment: dev, tags: *l11}}\n")
    from evenkeel.sizing import load_stack_file

    with pytest.raises(SpecError) as caught:
        load_stack_file(read_stack_file(path))
    assert len(str(caught.value)) < 5000


def test_anchors_and_merges_are_read(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(
        "config:\n  evenkeel:platform:\n    tags: &tags {a: x}\n    storage: {<<: *tags, b: y}\n    environment: dev\n"
    )
    assert read_stack_file(path).platform["storage"] == {"a": "x", "b": "y"}


def test_stack_is_a_name_or_a_path(tmp_path: Path) -> None:
    assert stack_path("dev", tmp_path) == tmp_path / "Pulumi.dev.yaml"
    assert stack_path("../x/Pulumi.dev.yaml", tmp_path) == Path("../x/Pulumi.dev.yaml")
    assert stack_path("mine.yaml", tmp_path) == Path("mine.yaml")
