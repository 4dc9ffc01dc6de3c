"""The workbook inside a chart: as python-pptx makes it, but with words that stay words.

Left alone, it would make a formula of a label that begins with «=», and a link of one that looks like an address.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter


class ChartData(CategoryChartData):
    """The labels and series of a chart."""

    @property
    def _workbook_writer(self) -> Any:
        return cast("Any", _PlainWriter)(self)


class _PlainWriter(CategoryWorkbookWriter):
    @contextmanager
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Iterator[tuple[Any, Any]]:
        import xlsxwriter

        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = xlsxwriter.Workbook(xlsx_file, options)
        yield workbook, workbook.add_worksheet()
        workbook.close()
