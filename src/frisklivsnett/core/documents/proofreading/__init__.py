"""Reads finished files back and holds them to the document they were written from.

``read_back`` tells what a file holds, ``differences`` where that is not what the document says. The readers share no
code with the writers: a page is read as HTML, a PDF by its tags, an Office file by its XML and the workbooks in it.
"""

from frisklivsnett.core.documents.proofreading.comparing import differences
from frisklivsnett.core.documents.proofreading.model import (
    Difference,
    Part,
    ReadBack,
    ReadBackError,
    ReadChart,
    ReadSeries,
)
from frisklivsnett.core.documents.proofreading.readers import read_back

__all__ = [
    "Difference",
    "Part",
    "ReadBack",
    "ReadBackError",
    "ReadChart",
    "ReadSeries",
    "differences",
    "read_back",
]
