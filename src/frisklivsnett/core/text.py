"""Words in several languages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LANGUAGES = ("nb", "nn", "en")
"""The languages of the program, the first being the one the others fall back to."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in one or more languages, keyed by language code (``nb``, ``nn``, ``en``, …).

    Empty texts are dropped, so an untranslated language and an empty one are the same. Falsy when it has no words.
    """

    by_language: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {language: words for language, words in self.by_language.items() if words}
        object.__setattr__(self, "by_language", MappingProxyType(kept))

    def __bool__(self) -> bool:
        return bool(self.by_language)

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_language)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def __reduce__(self) -> tuple[type["Text"], tuple[dict[str, str]]]:
        return Text, (dict(self.by_language),)

    def in_(self, language: str) -> str:
        """Return the words in ``language``, else in the first of ``LANGUAGES`` that has some, else any, else ``""``."""
        words = self.by_language
        if language in words:
            return words[language]
        for fallback in LANGUAGES:
            if fallback in words:
                return words[fallback]
        return next(iter(words.values()), "")

    def map(self, change: Callable[[str], str]) -> "Text":
        """Return a text with ``change`` applied to the words of every language."""
        return Text({language: change(words) for language, words in self.by_language.items()})


def filled(words: Text, **values: object) -> Text:
    """Return a text with the same values put into every language's places."""
    return words.map(lambda each: each.format(**values))


def text(nb: str, nn: str = "", en: str = "") -> Text:
    """Return a ``Text`` from its words in bokmål, nynorsk and English."""
    return Text({"nb": nb, "nn": nn, "en": en})
