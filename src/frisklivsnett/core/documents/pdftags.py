"""Row headers in a PDF's tables: typst tags the heads of columns only, so the first cell of a row is tagged here.

typst lists in each cell the heads it stands under; readers then look at nothing else, so the row's head is put into
those lists, and into the document's index of ids.
"""

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


def with_row_headers(pdf: bytes) -> bytes:
    """Return the PDF with the first cell of every table row tagged as the row's header."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        named: list[tuple[str, pikepdf.Object]] = []
        for element in list(opened.objects):
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TR":
                cells = _cells(element)
                if cells and cells[0].get("/S") == "/TD":
                    key = f"R{len(named) + 1:06}"
                    _head_row(cells, key)
                    named.append((key, cells[0]))
        if named:
            _add_to_index(opened, named)
        written = io.BytesIO()
        opened.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _cells(row: "pikepdf.Object") -> list["pikepdf.Object"]:
    import pikepdf

    held = row.get("/K")
    cells = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [cell for cell in cells if isinstance(cell, pikepdf.Dictionary)]


def _head_row(cells: list["pikepdf.Object"], key: str) -> None:
    import pikepdf

    first, *others = cells
    first.S = pikepdf.Name.TH
    first.ID = pikepdf.String(key)
    _table_attributes(first).Scope = pikepdf.Name.Row
    for cell in others:
        attributes = _table_attributes(cell)
        attributes.Headers = pikepdf.Array([*attributes.get("/Headers", []), pikepdf.String(key)])


def _table_attributes(cell: "pikepdf.Object") -> Any:
    """Return the cell's attributes as a part of a table; made when it has none."""
    import pikepdf

    there = cell.get("/A")
    for each in there if isinstance(there, pikepdf.Array) else [there]:
        if isinstance(each, pikepdf.Dictionary) and each.get("/O") == "/Table":
            return each
    made = pikepdf.Dictionary(O=pikepdf.Name.Table)
    cell.A = pikepdf.Array([*(there if isinstance(there, pikepdf.Array) else [there] if there else []), made])
    return cell.A[-1]


def _add_to_index(pdf: "pikepdf.Pdf", named: list[tuple[str, "pikepdf.Object"]]) -> None:
    """Put the new ids into the tree of names, which is one sorted list of key and element."""
    import pikepdf

    root = pdf.Root.StructTreeRoot
    listed = list(root.IDTree.Names) if "/IDTree" in root else []
    pairs = [
        *zip(listed[::2], listed[1::2], strict=True),
        *((pikepdf.String(key), cell) for key, cell in named),
    ]
    names = [part for pair in sorted(pairs, key=lambda pair: bytes(pair[0])) for part in pair]
    root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))
