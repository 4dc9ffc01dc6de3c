"""run.py: what it takes for current, what it does with a set-up that was cut short, and what it says."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import run
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for run.py, with a lock and no environment; nothing is installed for real."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(run, "VENV_STAMP", tmp_path / ".venv/.stamp")
    monkeypatch.setattr(run, "FRONT_END_STAMP", tmp_path / "vendor/.stamp")
    monkeypatch.setattr(run, "SETUP_LOCK", tmp_path / ".run.lock")
    monkeypatch.setattr(run, "SETUP_LOG", tmp_path / "var/log/setup.log")
    run.LOCK.write_text("django==5.2.1\n", "utf-8")
    return tmp_path


@pytest.fixture
def steps(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that run.py took, which are acted and not carried out."""
    taken: list[str] = []

    def create() -> None:
        taken.append("create")
        run.venv_python().parent.mkdir(parents=True, exist_ok=True)
        run.venv_python().touch()
        (project / ".venv/lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(run, "create_venv", create)
    monkeypatch.setattr(run, "install_packages", lambda: taken.append("install"))
    return taken


# -- The environment --------------------------------------------------------------------------------------------------


def test_makes_the_environment_once(steps: list[str]) -> None:
    run.ensure_venv()
    run.ensure_venv()
    assert steps == ["create", "install"]


def test_the_environment_finds_the_package_and_the_tests(project: Path, steps: list[str]) -> None:
    run.ensure_venv()
    path_file = project / ".venv/lib/python3.11/site-packages/frisklivsnett.pth"
    assert path_file.read_text("utf-8").splitlines() == [str(project / "src"), str(project)]


def test_a_new_lock_is_installed_into_the_same_environment(steps: list[str]) -> None:
    run.ensure_venv()
    run.LOCK.write_text("django==5.2.2\n", "utf-8")
    run.ensure_venv()
    assert steps == ["create", "install", "install"]


def test_another_python_gets_an_environment_of_its_own(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ensure_venv()
    monkeypatch.setattr("platform.machine", lambda: "another")
    run.ensure_venv()
    assert steps == ["create", "install"] * 2


def test_an_environment_whose_python_is_gone_is_made_anew(steps: list[str]) -> None:
    run.ensure_venv()
    run.venv_python().unlink()
    run.ensure_venv()
    assert steps == ["create", "install"] * 2


def test_a_set_up_that_was_cut_short_starts_over(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as first:
        first.setattr(run, "install_packages", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.ensure_venv()
    run.ensure_venv()
    assert steps == ["create", "create", "install"]
    assert "The last set-up did not finish" in capsys.readouterr().err


def test_an_update_that_was_cut_short_is_not_taken_for_current(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network() -> None:
        raise run.CannotGoOn("no network")

    run.ensure_venv()
    before = run.LOCK.read_text("utf-8")
    run.LOCK.write_text("django==5.2.2\n", "utf-8")
    with monkeypatch.context() as second:
        second.setattr(run, "install_packages", no_network)
        with pytest.raises(run.CannotGoOn):
            run.ensure_venv()
    run.LOCK.write_text(before, "utf-8")  # back on the old branch: half of the new packages may be in
    run.ensure_venv()
    assert steps == ["create", "install", "create", "install"]


def test_a_linked_environment_is_not_removed(project: Path) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    run.VENV.symlink_to(elsewhere)
    with pytest.raises(run.CannotGoOn, match="is a link"):
        run.create_venv()
    assert elsewhere.exists()


def test_a_second_run_waits_for_the_first(project: Path) -> None:
    held = "import sys, time, run; run.SETUP_LOCK = run.Path(sys.argv[1])\nwith run.only_one_run():\n"
    held += "    print('held', flush=True); time.sleep(0.3)"
    first = subprocess.Popen(
        [sys.executable, "-c", held, str(run.SETUP_LOCK)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with run.only_one_run():
            assert first.wait(timeout=60) == 0


def front_end_is_built(project: Path) -> str:
    key = run.front_end_key(project)
    for made in run.FRONT_END_MADE:
        run.write_stamp(project / made, "made")
    run.write_stamp(run.FRONT_END_STAMP, key)
    return key


# -- The front end ----------------------------------------------------------------------------------------------------


def test_the_front_end_is_stale_when_a_source_is_written_added_or_removed(project: Path) -> None:
    page = project / "src/frisklivsnett/web/templates/page.html"
    page.parent.mkdir(parents=True)
    keys = [run.front_end_key(project)]
    page.write_text("<p>", "utf-8")
    keys.append(run.front_end_key(project))
    page.write_text("<p class=ds-paragraph>", "utf-8")
    keys.append(run.front_end_key(project))
    assert len(set(keys)) == 3
    page.unlink()
    assert run.front_end_key(project) == keys[0]


def test_what_the_build_writes_does_not_make_it_stale(project: Path) -> None:
    before = run.front_end_key(project)
    for made in ("web/static/vendor/app.css", "web/locale/nn/LC_MESSAGES/django.mo", "web/__pycache__/x.py"):
        path = project / "src/frisklivsnett" / made
        path.parent.mkdir(parents=True)
        path.write_text("made", "utf-8")
    assert run.front_end_key(project) == before


def test_the_front_end_is_built_anew_when_what_was_built_is_gone(project: Path) -> None:
    key = front_end_is_built(project)
    assert run.front_end_is_current(key)
    (project / run.FRONT_END_MADE[0]).unlink()
    assert not run.front_end_is_current(key)


def test_a_front_end_that_could_not_be_built_is_not_stamped(project: Path, steps: list[str]) -> None:
    run.ensure_venv()
    run.venv_python().unlink()
    run.venv_python().symlink_to("/bin/false")
    with pytest.raises(run.CannotGoOn, match="could not be built"):
        run.ensure_front_end()
    assert run.stamped(run.FRONT_END_STAMP) == ""


# -- What it says -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (
            "Retrying after connection broken by NewConnectionError: Temporary failure in name resolution",
            "network up",
        ),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "wrong hash"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for typst==0.15.2", "no ready-made file"),
        ("something else", "could not be installed"),
    ],
)
def test_says_what_stopped_the_installation(output: str, says: str) -> None:
    assert says in run.pip_failure_message(output)


def test_names_the_debian_package_that_holds_venv() -> None:
    assert "apt install python3.11-venv" in run.no_venv_message((3, 11, 2), debian=True)
    assert "apt" not in run.no_venv_message((3, 11, 2), debian=False)


def test_names_a_python_that_will_do() -> None:
    assert "python3.12 run.py demo --fresh" in run.old_python_message(
        (3, 9), "python3.12", ["demo", "--fresh"]
    )
    assert "Install one" in run.old_python_message((3, 9), None, ["demo"])


def test_an_old_python_stops_before_anything_is_made(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "OLDEST_PYTHON", (99, 0))
    monkeypatch.setattr(sys, "argv", ["run.py", "demo"])
    assert run.main() == 1
    assert "needs 99.0 or newer" in capsys.readouterr().err
    assert not run.VENV.exists()


def test_help_needs_no_set_up(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.run([]) == 0
    assert run.run(["--help"]) == 0
    assert capsys.readouterr().out == run.HELP * 2
    assert not run.VENV.exists()


def test_a_current_set_up_is_left_alone(project: Path, steps: list[str]) -> None:
    run.ensure_venv()
    front_end_is_built(project)
    done = list(steps)
    run.ensure_venv()
    run.ensure_front_end()
    assert steps == done


# -- The locks --------------------------------------------------------------------------------------------------------


def locked() -> dict[str, str]:
    lines = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in lines}


def test_the_lock_holds_every_dependency_at_a_version_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    versions = locked()
    for line in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]:
        wanted = Requirement(line)
        assert canonicalize_name(wanted.name) in versions, f"{wanted.name}: see docs/how-to/dependencies.md"
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), line


def test_the_lock_has_a_hash_for_each_package_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for package in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in package, package
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--index|--extra|--find|-f)", text, re.MULTILINE)


def test_the_lock_is_for_all_systems() -> None:
    markers = re.findall(r"; (.+?) \\", (ROOT / "requirements.lock").read_text("utf-8"))
    assert any(Marker(marker).evaluate({"sys_platform": "win32"}) for marker in markers)


def test_the_front_end_lock_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    parts = {name: part for name, part in packages.items() if name}
    assert parts
    for name, part in parts.items():
        assert "resolved" not in part, name
        assert part["integrity"].startswith("sha512-"), name
