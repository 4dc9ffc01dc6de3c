"""``check-forms FILE``: whether a form definition, ours or FHIR's, will do, and if not, where and why."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from frisklivsnett.commands.command import Command, CommandFailed


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help="a form definition, or a FHIR R4 Questionnaire (JSON)",
    )


def run(arguments: Namespace) -> None:
    failures = [failure for file in arguments.files if (failure := check(file))]
    if failures:
        raise CommandFailed("\n".join(failures))


def check(file: Path) -> str:
    """Print what form the file holds and return "", or return what is wrong with it."""
    from frisklivsnett.core.forms import read_form
    from frisklivsnett.core.forms.errors import ReadingError
    from frisklivsnett.core.forms.fhir import from_questionnaire, read_fhir_file

    try:
        data = read_fhir_file(file.read_bytes())
        form = from_questionnaire(data) if "resourceType" in data else read_form(data)
    except OSError as error:
        return f"{file} cannot be read: {error.strerror}."
    except ReadingError as error:
        return f"{file}: {error}"
    questions = sum(1 for _ in form.questions)
    print(
        f"{file}: {form.id} {form.version}, {len(form.sections)} sections, {questions} questions. It will do."
    )
    return ""


CHECK_FORMS = Command(
    "check-forms",
    "Read a form definition or a FHIR Questionnaire, and say what is wrong with it.",
    add_arguments,
    run,
)
