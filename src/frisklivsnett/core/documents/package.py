"""Office files are zip archives: written so that the same document gives the same bytes on every day."""

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")
_STEADY_DATE = rb"\g<1>1980-01-01T00:00:00Z\g<3>"


def steady(package: bytes, *, keep_dates: bool = False) -> bytes:
    """Return an Office file without the moment it was made, in itself and in the workbooks inside it.

    With ``keep_dates`` the document's own dates stay: those that were set on purpose.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = steady(content)
            elif entry.filename == "docProps/core.xml" and not keep_dates:
                content = _DATES.sub(_STEADY_DATE, content)
            target.writestr(zipfile.ZipInfo(entry.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
