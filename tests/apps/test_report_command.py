"""The command ``report``: files that are whole, or a list of why not."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from frisklivsnett.commands.command import CommandFailed
from frisklivsnett.commands.progress import Progress
from frisklivsnett.commands.report import put

Done = subprocess.CompletedProcess[str]


def report(environment: dict[str, str], *words: str) -> Done:
    """Run the command in a process of its own; none of its failures is a traceback."""
    command = [sys.executable, "-m", "frisklivsnett", "report", *words]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_it_writes_a_page_and_a_pdf_and_tells_of_them(
    demo_environment: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "ny" / "mappe"
    done = report(demo_environment, "2024", "--demo", "--out", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == ["rapport-2024.html", "rapport-2024.pdf"]
    assert (out / "rapport-2024.pdf").read_bytes().startswith(b"%PDF-")
    assert '<html lang="nb">' in (out / "rapport-2024.html").read_text("utf-8")
    assert "Eksempeldata" in (out / "rapport-2024.html").read_text("utf-8")
    assert f"{out / 'rapport-2024.pdf'}" in done.stderr
    assert "\x1b" not in done.stderr


def test_it_writes_the_language_and_formats_asked_for(
    demo_environment: dict[str, str], tmp_path: Path
) -> None:
    words = ("--lang", "nn", "--format", "docx, XLSX,docx,pptx")
    assert report(demo_environment, "2024", "--demo", "--out", str(tmp_path), *words).returncode == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pptx", ".xlsx"]
    assert all(path.read_bytes().startswith(b"PK") for path in tmp_path.iterdir())


def test_what_does_not_hold_is_listed_and_nothing_is_written(
    demo_environment: dict[str, str], tmp_path: Path
) -> None:
    done = report(demo_environment, "2025", "--demo", "--out", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "5 av 18 sentraler har sendt inn" in done.stderr
    assert "--draft" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_sentence_that_does_not_hold_is_named_with_what_is_right(
    own_demo: dict[str, str], tmp_path: Path
) -> None:
    written = """
from frisklivsnett.commands.program import start
start(demo=True)
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.writing import save_text
round_ = Round.objects.get(report_year=2024)
claim = "[17](=count communication.activities.conference_talks) sentralar held innlegg."
source = "---\\ntitle: Året\\n---\\n\\n# Innlegg\\n\\n" + claim
save_text(round_=round_, language="nn", source=source, based_on=0, by=None)
"""
    subprocess.run([sys.executable, "-c", written], env=own_demo, check=True)
    out = tmp_path / "out"
    done = report(own_demo, "2024", "--demo", "--lang", "nn", "--out", str(out))
    assert done.returncode == 1
    assert "«17» – " in done.stderr
    assert "14" in done.stderr.split("«17» – ")[1].splitlines()[0]
    assert not out.exists() or list(out.iterdir()) == []


def test_a_draft_is_written_all_the_same_and_is_marked(
    demo_environment: dict[str, str], tmp_path: Path
) -> None:
    words = ("--draft", "--format", "html")
    assert report(demo_environment, "2025", "--demo", "--out", str(tmp_path), *words).returncode == 0
    page = (tmp_path / "rapport-2025.html").read_text("utf-8")
    assert "<h1>Utkast: Utviklingssentralenes arbeid i 2025</h1>" in page
    assert "Utkast. Rapporten er ikke publisert." in page
    assert "5 av 18 sentraler har sendt inn" in page


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("2024", "--format", "html,odt"), 2, "'odt' is not a format; there are html, pdf"),
        (("2024", "--format", ","), 2, "name at least one format"),
        (("2024", "--lang", "se"), 2, "invalid choice: 'se'"),
        (("2019",), 1, "There is no round for 2019."),
        (("tjue",), 2, "is not a year"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_words(
    demo_environment: dict[str, str], tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    done = report(demo_environment, *words, "--demo", "--out", str(tmp_path))
    assert done.returncode == code
    assert message in done.stderr


def test_a_folder_that_is_a_file_is_told_of(demo_environment: dict[str, str], tmp_path: Path) -> None:
    taken = tmp_path / "opptatt"
    taken.write_text("mitt")
    done = report(demo_environment, "2024", "--demo", "--out", str(taken))
    assert done.returncode == 1
    assert f"The folder {taken} cannot be made" in done.stderr
    assert taken.read_text() == "mitt"


def test_a_file_appears_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "rapport.html"
    path.write_text("den gamle")
    put(path, b"den nye")
    assert path.read_bytes() == b"den nye"
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask()
    with pytest.raises(CommandFailed, match="cannot be written"):
        put(tmp_path / "ingen" / "rapport.html", b"x")


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_on_a_terminal_and_short_lines_elsewhere() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        progress = Progress(stream)
        progress.step("Reading")
        progress.step("Writing")
        progress.done("rapport.pdf")
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().startswith("\r\x1b[KReading …\r\x1b[KWriting …\r\x1b[Krapport.pdf (")
    assert [line.partition(" (")[0] for line in pipe.getvalue().splitlines()] == [
        "Reading …",
        "Writing …",
        "rapport.pdf",
    ]
