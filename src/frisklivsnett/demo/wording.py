"""Putting a centre's words together from pieces."""

from collections import Counter
from collections.abc import Callable, Sequence

from frisklivsnett.core.numbers import listing
from frisklivsnett.demo.lots import draw
from frisklivsnett.demo.targets import Centre, Piece, Pool


class Dealer:
    """Deals the pieces of a pool, those least used first, so that centres write different things."""

    def __init__(self, pool: Pool, lot: str) -> None:
        self.pool = pool
        self.lot = lot
        self.used: Counter[int] = Counter()

    def deal(self, centre: Centre, fits: Callable[[Piece], bool]) -> list[Piece]:
        """Return this centre's pieces in the pool's order; none when none fits."""
        places = [
            place
            for place, piece in enumerate(self.pool.pieces)
            if fits(piece)
            and (not piece.near or piece.near & {centre.region, centre.slug})
            and not (piece.once and self.used[place])
        ]
        places.sort(key=lambda place: (self.used[place], draw(self.lot, centre.slug, str(place))))
        spread = self.pool.most - self.pool.least + 1
        wanted = self.pool.least + int(draw(self.lot, "pieces", centre.slug) * spread)
        dealt = sorted(places[:wanted])
        self.used.update(dealt)
        return [self.pool.pieces[place] for place in dealt]


def put_together(pieces: Sequence[Piece], style: str, language: str, *, sentence: bool, lot: str) -> str:
    """Return the pieces as a person would write them; a list becomes a ``sentence`` by a capital and a full stop."""
    words = [piece.words.in_(language) for piece in pieces]
    if style == "points":
        mark = "– " if draw(lot, "mark") < 0.5 else ""
        return "\n".join(mark + word for word in words)
    if style == "sentences":
        return " ".join(words)
    if style == "list":
        listed = listing(words, language)
        return f"{listed[:1].upper()}{listed[1:]}." if sentence else listed
    return words[0]
