"""What can be wrong with a file that somebody wants read, said so that they know what to do."""

from frisklivsnett.core.text import Text, text


class UnreadableError(Exception):
    """The file cannot be read. ``message`` says why and what to do, in every language."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.in_("en"))
        self.message = message


EMPTY = text(
    "Filen er tom.",
    "Fila er tom.",
    "The file is empty.",
)
NO_TEXT = text(
    "Det er ingen tekst i filen.",
    "Det er ingen tekst i fila.",
    "There is no text in the file.",
)
TOO_LARGE = text(
    "Filen er for stor til å leses. Del den, eller lagre den uten bilder.",
    "Fila er for stor til å lesast. Del henne, eller lagre henne utan bilete.",
    "The file is too large to be read. Split it, or save it without pictures.",
)
TOO_MUCH_TEXT = text(
    "Det er for mye tekst i filen. Del den i mindre deler.",
    "Det er for mykje tekst i fila. Del henne i mindre delar.",
    "There is too much text in the file. Split it.",
)
SUSPICIOUS = text(
    "Filen pakker ut til langt mer enn den er, og blir ikke åpnet. Lagre dokumentet på nytt og prøv igjen.",
    "Fila pakkar ut til langt meir enn ho er, og blir ikkje opna. Lagre dokumentet på nytt og prøv igjen.",
    "The file unpacks to far more than it is, and is not opened. Save the document again and retry.",
)
BROKEN = text(
    "Filen er ødelagt og kan ikke åpnes. Lagre dokumentet på nytt og prøv igjen.",
    "Fila er øydelagd og kan ikkje opnast. Lagre dokumentet på nytt og prøv igjen.",
    "The file is damaged and cannot be opened. Save the document again and retry.",
)
PASSWORD = text(
    "Filen er beskyttet med passord. Lagre den uten passord og prøv igjen.",
    "Fila er verna med passord. Lagre henne utan passord og prøv igjen.",
    "The file is protected by a password. Save it without one and retry.",
)
OLD_WORD = text(
    "Filen er i det gamle Word-formatet (.doc). Lagre den som .docx og prøv igjen.",
    "Fila er i det gamle Word-formatet (.doc). Lagre henne som .docx og prøv igjen.",
    "The file is in the old Word format (.doc). Save it as .docx and retry.",
)
OTHER_FORMAT = text(
    "Dette er ikke en Word-, PDF-, HTML- eller tekstfil. Lagre rapporten i et av disse formatene og prøv igjen.",
    "Dette er ikkje ei Word-, PDF-, HTML- eller tekstfil. Lagre rapporten i eit av desse formata og prøv igjen.",
    "This is not a Word, PDF, HTML or text file. Save the report in one of these formats and retry.",
)
ONLY_PICTURES = text(
    "PDF-filen inneholder bare bilder, ikke tekst. Bruk originaldokumentet, eller kjør tekstgjenkjenning først.",
    "PDF-fila inneheld berre bilete, ikkje tekst. Bruk originaldokumentet, eller køyr tekstgjenkjenning først.",
    "The PDF holds only pictures, no text. Use the original document, or run text recognition first.",
)
