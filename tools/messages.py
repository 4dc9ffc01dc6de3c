"""The texts that are translated: collects them from Python and templates, keeps the catalogues, and checks them.

    python tools/messages.py update    put new texts into the catalogues, and take out those no longer used
    python tools/messages.py compile   write the .mo files that the program reads (run.py does this by itself)
    python tools/messages.py check     fail, with a list, if a text is untranslated, unmarked or not collected

The texts in the sources are bokmål and are shown as they stand, so bokmål has no catalogue; its plurals follow the same
rule (one, more than one) as gettext falls back to. Nynorsk and English are in web/locale/<language>/LC_MESSAGES/.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from jinja2 import Environment, TemplateSyntaxError, nodes

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src/frisklivsnett"
TEMPLATES = SOURCES / "web/templates"
LOCALE = SOURCES / "web/locale"
LANGUAGES = ("nn", "en")
UPDATE = "python3 run.py messages"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
JINJA_EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do"]
JINJA_OPTIONS = {
    "extensions": ",".join(JINJA_EXTENSIONS),
    "trimmed": "true",
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
# Words in templates that are the same in every language.
SAME_EVERYWHERE = {
    "Frisklivsnett",
    "Bokmål",
    "Nynorsk",
    "English",
    "Excel",
    "CSV",
    "JSON",
    "PDF",
    "HTML",
    "Word",
    "n",
}
SHOWN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
WIDTH = 110
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
# What tells one text from another: its context and its words.
Key = tuple[str | None, str]


class Problem(Exception):
    """Why the catalogues can not be used; the text says where."""


def main(words: list[str]) -> int:
    actions = {"update": update, "compile": compile_catalogues, "check": check}
    if len(words) != 1 or words[0] not in actions:
        print(__doc__)
        return 2
    try:
        return actions[words[0]]()
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


# -- The three actions ------------------------------------------------------------------------------------------------


def update() -> int:
    collected = collect()
    for language in LANGUAGES:
        catalogue = read(language)
        before = set(keyed(catalogue))
        catalogue.update(collected, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        now = keyed(catalogue)
        write(language, catalogue)
        lacking = sum(not translated(message) for message in now.values())
        print(
            f"{language}: {len(now)} texts, {len(now.keys() - before)} new, {len(before - now.keys())} taken out, "
            f"{lacking} without a translation"
        )
    return 0


def compile_catalogues() -> int:
    for language in LANGUAGES:
        if not po_file(language).exists():
            continue
        file = io.BytesIO()
        write_mo(file, read(language))
        target = po_file(language).with_suffix(".mo")
        half = target.with_name(target.name + ".half")
        half.write_bytes(file.getvalue())
        half.replace(target)
    return 0


def check() -> int:
    found = [*catalogue_problems(), *unmarked_texts()]
    for line in found:
        print(line)
    if found:
        print(
            f"{len(found)} texts to see to. `{UPDATE}` collects new ones; translate them in {shown(LOCALE)}."
        )
    return 1 if found else 0


def catalogue_problems() -> Iterator[str]:
    collected = keyed(collect())
    for language in LANGUAGES:
        catalogue = read(language)
        kept = keyed(catalogue)
        for key in (key for key in collected if key not in kept):
            yield f"{language}: not collected: {quoted(collected[key])}"
        for key in (key for key in kept if key not in collected):
            yield f"{language}: no longer used: {quoted(kept[key])}"
        for key in (key for key in collected if key in kept):
            message = kept[key]
            if message.fuzzy:
                yield f"{language}: marked fuzzy: {quoted(message)}"
            elif not translated(message):
                yield f"{language}: untranslated: {quoted(message)}"
            else:
                yield from (f"{language}: {error}: {quoted(message)}" for error in faults(message, catalogue))


def faults(message: Message, catalogue: Catalog) -> Iterator[str]:
    """What would fail or mislead when the translation is shown."""
    yield from (str(error) for error in message.check(catalogue))
    originals, translations = forms(message.id), forms(message.string)
    named = [set(re.findall(r"%\((\w+)\)", text)) for text in (*originals, *translations)]
    # A singular may leave its number out («one answer»), so names are compared over all forms.
    if set().union(*named[: len(originals)]) < set().union(*named[len(originals) :]):
        yield "the translation uses a name that the text does not have"
    if not named[-1] >= named[len(originals) - 1]:
        yield "the translation leaves a value out"


# -- Catalogues -------------------------------------------------------------------------------------------------------


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES/django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one if there is none yet."""
    path = po_file(language)
    text = path.read_bytes() if path.exists() else HEADER.format(language=language).encode()
    try:
        return read_po(io.BytesIO(text), locale=language, charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise Problem(f"{shown(path)} can not be read: {error}") from error


def write(language: str, catalogue: Catalog) -> None:
    """Write the .po file if it says something new. No dates and no line numbers: a diff shows texts only."""
    file = io.BytesIO()
    write_po(file, catalogue, width=WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    text = HEADER.format(language=language).encode() + file.getvalue().lstrip()
    path = po_file(language)
    if not path.exists() or path.read_bytes() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def keyed(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, first(message)): message for message in catalogue if message.id}


def forms(text: str | Sequence[str] | None) -> list[str]:
    """The singular, and the plural if there is one."""
    return [text] if isinstance(text, str) else list(text or ())


def first(message: Message) -> str:
    return forms(message.id)[0]


def translated(message: Message) -> bool:
    return bool(message.string) and all(forms(message.string))


def quoted(message: Message) -> str:
    place = f"  ({message.locations[0][0]})" if message.locations else ""
    return f"«{first(message)}»{place}"


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# -- Collecting -------------------------------------------------------------------------------------------------------


def collect() -> Catalog:
    """All marked texts in Python and in templates."""
    catalogue = Catalog(charset="utf-8")
    for path, method, options in (*python_files(), *template_files()):
        try:
            found = list(
                extract_from_file(method, path, keywords=KEYWORDS, options=options, strip_comment_tags=True)
            )
        except (SyntaxError, TemplateSyntaxError) as error:
            raise Problem(f"{shown(path)} can not be read: {error}") from error
        for line, text, comments, context in found:
            catalogue.add(text, None, [(shown(path), line)], auto_comments=comments, context=context)
    return catalogue


def python_files() -> Iterator[tuple[Path, str, dict[str, str]]]:
    for path in sorted(SOURCES.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, "python", {}


def template_files() -> Iterator[tuple[Path, str, dict[str, str]]]:
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix in (".html", ".jinja", ".txt"):
            yield path, "jinja2.ext:babel_extract", JINJA_OPTIONS


# -- Texts that nobody marked -----------------------------------------------------------------------------------------


def unmarked_texts() -> Iterator[str]:
    """Words in the HTML of templates that would be shown in bokmål whatever the language."""
    environment = Environment(extensions=JINJA_EXTENSIONS)
    for path, _, _ in template_files():
        if path.suffix != ".txt":
            finder = TextFinder()
            finder.feed(literal_html(environment.parse(path.read_text("utf-8"))))
            finder.close()
            for text in finder.found:
                yield f"not marked for translation: «{text}»  ({shown(path)})"


def literal_html(template: nodes.Template) -> str:
    """A template's own characters in order, with a full stop where an expression writes something."""
    parts = []
    for output in template.find_all(nodes.Output):
        parts += [node.data if isinstance(node, nodes.TemplateData) else "." for node in output.nodes]
    return "".join(parts)


class TextFinder(HTMLParser):
    """Gathers the words that a reader (or a screen reader) would meet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        for name, value in attrs:
            if name in SHOWN_ATTRIBUTES:
                self.note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.note(data)

    def note(self, text: str) -> None:
        # A macro that writes attributes only has them outside any tag.
        words = set(re.findall(r"[^\W\d_]+", re.sub(r"""[\w:-]+="[^"]*\"""", "", text)))
        if words - SAME_EVERYWHERE:
            self.found.append(" ".join(text.split()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
