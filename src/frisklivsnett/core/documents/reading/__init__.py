"""Reading the text of other people's documents: Word, PDF, HTML, Markdown and plain text.

``read_text(raw)`` tells the format from the content, not from the name, and returns plain text in which headings are
marked as in Markdown, table cells are parted by tabs, list items have their bullet or number, and notes stand at the
end. Time and memory are bounded: what is larger than the limits is refused with a message.
"""

from frisklivsnett.core.documents.reading.errors import UnreadableError
from frisklivsnett.core.documents.reading.files import LARGEST_FILE, Format, format_of, read_text

__all__ = ["LARGEST_FILE", "Format", "UnreadableError", "format_of", "read_text"]
