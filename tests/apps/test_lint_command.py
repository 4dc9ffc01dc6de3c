"""The command that reads a report: what it prints for people and for programs, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from frisklivsnett.commands import main

REPORT = """\
# Kommunikasjon

Alle sentralene har egen nettside. Elleve har en egen kommunikasjonsstrategi.

I 2024 var vi på tre messer, med 40 besøkende.
"""
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(environment: dict[str, str], *words: str | Path) -> Done:
    command = [sys.executable, "-m", "frisklivsnett", "lint", *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_json_has_a_place_and_a_verdict_for_each_finding(
    demo_environment: dict[str, str], report: Path
) -> None:
    done = run(demo_environment, report, "--round", "2024", "--demo", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    keys = ["text", "start", "end", "verdict", "kind", "expected", "source"]
    assert all(list(finding) == keys for finding in found)
    assert all(REPORT[finding["start"] : finding["end"]] == finding["text"] for finding in found)
    assert [finding["verdict"] for finding in found][:2] == ["contradicted", "supported"]
    assert found[0]["expected"].startswith("16 av 18")
    assert found[0]["source"].startswith("communication.activities.website: ")


def test_people_see_first_what_does_not_hold_with_line_and_figure(
    demo_environment: dict[str, str], report: Path
) -> None:
    done = run(demo_environment, report, "--round", "2024", "--demo")
    heads = [line for line in done.stdout.split("\n") if line and not line.startswith(" ")]
    assert heads[:2] == ["Stemmer ikke (1)", "Stemmer (1)"]
    assert "Linje 3 [quantifier]: «Alle sentralene har egen nettside.»" in done.stdout
    assert "Riktig: 16 av 18" in done.stdout


def test_the_exit_code_tells_of_contradictions_only_when_asked(
    demo_environment: dict[str, str], report: Path
) -> None:
    done = run(demo_environment, report, "--round", "2024", "--demo", "--fail-on", "contradicted")
    assert done.returncode == 1
    assert "one thing that does not hold" in done.stderr


def test_the_text_that_offsets_are_counted_in_can_be_printed(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(report), "--round", "2024", "--text"]) == 0
    assert capsys.readouterr().out == REPORT


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "tom"), (b"PK\x03\x04", "ødelagt"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_read_is_told_of_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, why: str
) -> None:
    path = tmp_path / "rapport.docx"
    if content is not None:
        path.write_bytes(content)
    assert main(["lint", str(path), "--round", "2024", "--demo"]) == 1
    assert why in capsys.readouterr().err


def test_our_own_report_says_nothing_that_does_not_hold_in_any_format(
    demo_environment: dict[str, str], tmp_path: Path
) -> None:
    words = ["report", "2024", "--demo", "--out", str(tmp_path), "--format", "html,pdf,docx"]
    command = [sys.executable, "-m", "frisklivsnett", *words]
    subprocess.run(command, env=demo_environment, capture_output=True, check=True)
    for ending in ("html", "pdf", "docx"):
        path = tmp_path / f"rapport-2024.{ending}"
        done = run(demo_environment, path, "--round", "2024", "--demo", "--json")
        verdicts = [(finding["verdict"], finding["text"]) for finding in json.loads(done.stdout)]
        assert [text for verdict, text in verdicts if verdict == "contradicted"] == []
        assert sum(verdict == "supported" for verdict, _ in verdicts) > 50
