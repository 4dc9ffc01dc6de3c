"""Which reader reads which format."""

from collections.abc import Callable, Mapping

from frisklivsnett.core.documents.proofreading.model import ReadBack, ReadBackError


def read_back(format_key: str, content: bytes, *, language: str = "nb") -> ReadBack:
    """Return what a file of a format (``html``, ``pdf``, ``docx``, ``pptx``, ``xlsx``) holds.

    ``language`` is that in which a workbook's numbers are printed. Raises ``ReadBackError`` when the file is damaged.
    """
    try:
        return _READERS[format_key](content, language)
    except ReadBackError:
        raise
    except _broken() as error:
        raise ReadBackError(str(error)) from error


def _html(content: bytes, _language: str) -> ReadBack:
    from frisklivsnett.core.documents.proofreading.page import read_page

    return read_page(content)


def _pdf(content: bytes, _language: str) -> ReadBack:
    from frisklivsnett.core.documents.proofreading.paper import read_paper

    return read_paper(content)


def _docx(content: bytes, _language: str) -> ReadBack:
    from frisklivsnett.core.documents.proofreading.word import read_word

    return read_word(content)


def _pptx(content: bytes, _language: str) -> ReadBack:
    from frisklivsnett.core.documents.proofreading.deck import read_deck

    return read_deck(content)


def _xlsx(content: bytes, language: str) -> ReadBack:
    from frisklivsnett.core.documents.proofreading.workbook import read_workbook

    return read_workbook(content, language)


_READERS: Mapping[str, Callable[[bytes, str], ReadBack]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
}


def _broken() -> tuple[type[Exception], ...]:
    """What the libraries raise for a file that is not what it should be."""
    import zipfile
    import zlib

    import pikepdf
    import pypdfium2
    from lxml import etree

    return (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        pikepdf.PdfError,
        pypdfium2.PdfiumError,
        UnicodeDecodeError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    )
