"""The benchmarks' frame: what it prints, and that one failure hides nothing."""

import json

import pytest
from bench import __main__ as bench
from bench import harness


@pytest.fixture
def two_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    figures: dict[str, harness.Figure] = {}
    monkeypatch.setattr(harness, "FIGURES", figures)
    monkeypatch.setattr(bench, "FIGURES", figures)
    monkeypatch.setattr(bench, "load", lambda: None)

    @harness.figure("page_ms", unit="ms", at_most=15)
    def page() -> float:
        """How long a page takes."""
        return 20

    @harness.figure("pages_per_s", unit="1/s", at_least=300)
    def pages() -> float:
        """How many pages there are in a second."""
        return 1234.5

    pages.__module__ = "bench.web"


@pytest.mark.usefixtures("two_figures")
def test_json_has_name_value_unit_and_target(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "page_ms", "value": 20, "unit": "ms", "target": 15},
        {"name": "pages_per_s", "value": 1234.5, "unit": "1/s", "target": 300},
    ]


@pytest.mark.usefixtures("two_figures")
def test_the_table_says_the_machine_what_was_measured_and_what_missed_its_target(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bench.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "cores" in lines[1]
    assert [line.split() for line in lines[3:6]] == [
        ["name", "value", "unit", "target", "ok"],
        ["page_ms", "20", "ms", "≤", "15", "NO"],
        ["pages_per_s", "1,234", "1/s", "≥", "300", "yes"],
    ]
    assert "  page_ms: How long a page takes." in lines


@pytest.mark.usefixtures("two_figures")
def test_one_figure_can_be_measured_by_the_beginning_of_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["pages", "--json"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == ["pages_per_s"]


@pytest.mark.usefixtures("two_figures")
def test_the_figures_of_a_module_can_be_measured_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["web", "--json"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == ["pages_per_s"]


@pytest.mark.usefixtures("two_figures")
def test_an_unknown_name_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["paegs"]) == 2
    assert "page_ms, pages_per_s" in capsys.readouterr().err


@pytest.mark.usefixtures("two_figures")
def test_a_figure_that_fails_says_why_and_does_not_hide_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @harness.figure("broken_s", unit="s", at_most=1)
    def broken() -> float:
        """Nothing."""
        raise RuntimeError("no server")

    assert bench.main(["--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["value"] for each in found] == [20, 1234.5, None]
    assert found[2]["error"] == "RuntimeError: no server"


@pytest.mark.usefixtures("two_figures")
def test_a_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="two figures called page_ms"):
        harness.figure("page_ms", unit="ms")


def test_the_figures_of_counting_are_registered() -> None:
    harness.load()
    assert {"tables_18_ms", "tables_100k_s", "tables_100k_peak_mb"} <= harness.FIGURES.keys()


def test_the_median_leaves_out_the_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 9.0, 10.0, 11.0, 20.0, 23.0])
    monkeypatch.setattr(harness, "perf_counter", lambda: next(clock))
    runs: list[int] = []
    assert harness.median_seconds(lambda: runs.append(1), runs=3, warm_up=2) == 3
    assert len(runs) == 5
