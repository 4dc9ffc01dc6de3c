"""What is said about an answer: every message in bokmål, nynorsk and English.

A message stands beside its field, and in the summary on top of the page: it names the question, and says what to do.
"""

from datetime import date
from decimal import Decimal

from frisklivsnett.core.forms.model import SPECIFY_MAX_LENGTH, Option, Question
from frisklivsnett.core.months import MONTHS
from frisklivsnett.core.text import LANGUAGES, Text

_WORD_FOR_QUESTION = {"nb": "spørsmål", "nn": "spørsmål", "en": "question"}
_LONGEST_QUOTE = 60


# The parts that messages are made of


def _say(nb: str, nn: str, en: str, **parts: "Text | str") -> Text:
    """Fill the parts into the words of each language; a part in several languages gives its own words to each."""
    words = {}
    for language, template in zip(LANGUAGES, (nb, nn, en), strict=True):
        filled = {key: part.in_(language) if isinstance(part, Text) else part for key, part in parts.items()}
        sentence = template.format_map(filled)
        words[language] = sentence[:1].upper() + sentence[1:]
    return Text(words)


def _name(question: Question) -> Text:
    """Return «spørsmål 3», or the question's own words when it has no number."""
    if question.number is not None:
        return Text({language: f"{word} {question.number}" for language, word in _WORD_FOR_QUESTION.items()})
    return Text({language: _quoted(question.text.in_(language), language) for language in LANGUAGES})


def _option_name(option: Option) -> Text:
    return Text(
        {language: _quoted(option.text.in_(language).rstrip(" :"), language) for language in LANGUAGES}
    )


def _typed(raw: str) -> Text:
    return Text({language: _quoted(" ".join(raw.split()), language) for language in LANGUAGES})


def _quoted(words: str, language: str) -> str:
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rstrip() + "…"
    return f"“{words}”" if language == "en" else f"«{words}»"


def _number(value: int | Decimal) -> Text:
    english = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    norwegian = english.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "\N{MINUS SIGN}")
    return Text({"nb": norwegian, "nn": norwegian, "en": english})


def _day(day: date) -> Text:
    return _say(
        "{day}. {month} {year}",
        "{day}. {month} {year}",
        "{day} {month} {year}",
        day=str(day.day),
        month=MONTHS[day.month - 1],
        year=str(day.year),
    )


# Answers that are missing, or of the wrong kind


def required(question: Question) -> Text:
    """The question must be answered, and is not."""
    return _say(
        "Svar på {question} før dere sender inn.",
        "Svar på {question} før de sender inn.",
        "Answer {question} before you submit.",
        question=_name(question),
    )


def wrong_type(question: Question) -> Text:
    """The answer is of another kind than the question; the screens never let that happen."""
    return _say(
        "Svaret på {question} har feil form og kan ikke brukes. Svar på nytt.",
        "Svaret på {question} har feil form og kan ikkje brukast. Svar på nytt.",
        "The answer to {question} has the wrong form and cannot be used. Answer again.",
        question=_name(question),
    )


def unknown_question(question_id: str) -> Text:
    """There is an answer to a question that the form does not have."""
    return _say(
        "Skjemaet har ikke noe spørsmål {typed}, men det finnes et svar på det. Si fra til Helsedirektoratet.",
        "Skjemaet har ikkje noko spørsmål {typed}, men det finst eit svar på det. Sei frå til Helsedirektoratet.",
        "The form has no question {typed}, but there is an answer to it. Tell the Directorate of Health.",
        typed=_typed(question_id),
    )


def several_values(question: Question) -> Text:
    """One field came with several values."""
    return _say(
        "Det kom flere svar på {question} samtidig. Skriv bare ett.",
        "Det kom fleire svar på {question} samtidig. Skriv berre eitt.",
        "Several answers to {question} came at once. Write only one.",
        question=_name(question),
    )


# Numbers


def not_a_number(question: Question, raw: str) -> Text:
    """What was typed is no number."""
    return _say(
        "{typed} er ikke et tall. Svar på {question} med bare siffer, for eksempel 40.",
        "{typed} er ikkje eit tal. Svar på {question} med berre siffer, til dømes 40.",
        "{typed} is not a number. Answer {question} in digits only, for example 40.",
        question=_name(question),
        typed=_typed(raw),
    )


def not_whole(question: Question) -> Text:
    """A whole number is asked for, and there are decimals."""
    return _say(
        "Svar på {question} med et helt tall, uten komma.",
        "Svar på {question} med eit heilt tal, utan komma.",
        "Answer {question} with a whole number, without decimals.",
        question=_name(question),
    )


def ambiguous_number(question: Question, raw: str) -> Text:
    """The dot or comma may part thousands or decimals."""
    return _say(
        "{typed} kan leses på to måter. Skriv tallet i {question} uten punktum, for eksempel 1234 eller 1 234.",
        "{typed} kan lesast på to måtar. Skriv talet i {question} utan punktum, til dømes 1234 eller 1 234.",
        "{typed} can be read in two ways. Write the number in {question} without separators, for example 1234.",
        question=_name(question),
        typed=_typed(raw),
    )


def approximate_words(question: Question, number: str) -> Text:
    """The number was written with «ca.» or the like; there is a box to tick for that, if the question has one."""
    if not question.may_be_approximate:
        return _say(
            "Skriv bare tallet i {question}: {number}.",
            "Skriv berre talet i {question}: {number}.",
            "Write only the number in {question}: {number}.",
            question=_name(question),
            number=number,
        )
    return _say(
        "Skriv bare tallet i {question}, {number}, og kryss av for at det er omtrentlig.",
        "Skriv berre talet i {question}, {number}, og kryss av for at det er omtrentleg.",
        "Write only the number in {question}, {number}, and tick that it is approximate.",
        question=_name(question),
        number=number,
    )


def number_range(question: Question, raw: str) -> Text:
    """Two numbers were given: from and to."""
    return _say(
        "Skriv ett tall i {question}, ikke {typed}. Vet dere det ikke sikkert, skriver dere det beste anslaget.",
        "Skriv eitt tal i {question}, ikkje {typed}. Veit de det ikkje sikkert, skriv de det beste overslaget.",
        "Write one number in {question}, not {typed}. If you are not sure, write your best estimate.",
        question=_name(question),
        typed=_typed(raw),
    )


def too_many_digits(question: Question) -> Text:
    """More digits than any number here can mean."""
    return _say(
        "Tallet i {question} har for mange siffer. Sjekk det, og skriv det på nytt.",
        "Talet i {question} har for mange siffer. Sjekk det, og skriv det på nytt.",
        "The number in {question} has too many digits. Check it, and write it again.",
        question=_name(question),
    )


def below_minimum(question: Question, minimum: int | Decimal) -> Text:
    """The number is too small."""
    return _say(
        "Tallet i {question} kan ikke være mindre enn {limit}. Rett det.",
        "Talet i {question} kan ikkje vere mindre enn {limit}. Rett det.",
        "The number in {question} cannot be less than {limit}. Correct it.",
        question=_name(question),
        limit=_number(minimum),
    )


def above_maximum(question: Question, maximum: int | Decimal) -> Text:
    """The number is too large."""
    return _say(
        "Tallet i {question} kan ikke være større enn {limit}. Rett det.",
        "Talet i {question} kan ikkje vere større enn {limit}. Rett det.",
        "The number in {question} cannot be more than {limit}. Correct it.",
        question=_name(question),
        limit=_number(maximum),
    )


def unusual(question: Question, value: int | Decimal) -> Text:
    """The number is larger than such numbers use to be."""
    return _say(
        "{value} er uvanlig mye. Se over tallet i {question}, og la det stå hvis det er riktig.",
        "{value} er uvanleg mykje. Sjå over talet i {question}, og la det stå dersom det er rett.",
        "{value} is unusually much. Look over the number in {question}, and leave it if it is right.",
        question=_name(question),
        value=_number(value),
    )


# Texts


def too_long(question: Question, length: int, maximum: int) -> Text:
    """The text has more characters than there is room for."""
    return _say(
        "Svaret på {question} er {over} tegn for langt. Kort det ned til høyst {limit} tegn.",
        "Svaret på {question} er {over} teikn for langt. Kort det ned til høgst {limit} teikn.",
        "The answer to {question} is {over} characters too long. Shorten it to at most {limit} characters.",
        question=_name(question),
        over=_number(length - maximum),
        limit=_number(maximum),
    )


# Dates


def not_a_date(question: Question, raw: str) -> Text:
    """What was typed is no date."""
    return _say(
        "{typed} er ikke en dato. Skriv dag, måned og år i {question}, for eksempel 1.4.2025.",
        "{typed} er ikkje ein dato. Skriv dag, månad og år i {question}, til dømes 1.4.2025.",
        "{typed} is not a date. Write day, month and year in {question}, for example 1.4.2025.",
        question=_name(question),
        typed=_typed(raw),
    )


def no_such_day(question: Question, *, year: int, month: int, day: int, days: int) -> Text:
    """The month has no such day: it has ``days``."""
    return _say(
        "{day}. {month} finnes ikke: {month} {year} har {days} dager. Rett datoen i {question}.",
        "{day}. {month} finst ikkje: {month} {year} har {days} dagar. Rett datoen i {question}.",
        "There is no {day} {month}: {month} {year} has {days} days. Correct the date in {question}.",
        question=_name(question),
        day=str(day),
        days=str(days),
        month=MONTHS[month - 1],
        year=str(year),
    )


def too_early(question: Question, earliest: date) -> Text:
    """The date is before the first that will do."""
    return _say(
        "Datoen i {question} kan ikke være før {limit}. Rett den.",
        "Datoen i {question} kan ikkje vere før {limit}. Rett han.",
        "The date in {question} cannot be before {limit}. Correct it.",
        question=_name(question),
        limit=_day(earliest),
    )


def too_late(question: Question, latest: date) -> Text:
    """The date is after the last that will do."""
    return _say(
        "Datoen i {question} kan ikke være etter {limit}. Rett den.",
        "Datoen i {question} kan ikkje vere etter {limit}. Rett han.",
        "The date in {question} cannot be after {limit}. Correct it.",
        question=_name(question),
        limit=_day(latest),
    )


# Choices


def not_yes_or_no(question: Question) -> Text:
    """Neither yes nor no came."""
    return _say(
        "Svar ja eller nei på {question}.",
        "Svar ja eller nei på {question}.",
        "Answer yes or no to {question}.",
        question=_name(question),
    )


def unknown_option(question: Question, code: str) -> Text:
    """The answer has an option that the question does not."""
    return _say(
        "{typed} er ikke et av valgene i {question}. Last siden på nytt, og velg igjen.",
        "{typed} er ikkje eit av vala i {question}. Last sida på nytt, og vel igjen.",
        "{typed} is not one of the choices of {question}. Reload the page, and choose again.",
        question=_name(question),
        typed=_typed(code),
    )


def only_one(question: Question) -> Text:
    """Several options were chosen where one is asked for."""
    return _say(
        "Velg bare ett svar på {question}.",
        "Vel berre eitt svar på {question}.",
        "Choose only one answer to {question}.",
        question=_name(question),
    )


def exclusive(question: Question, option: Option) -> Text:
    """An option that excludes the others is ticked together with others."""
    return _say(
        "Dere har krysset av for {option} sammen med andre svar. Velg enten det eller de andre i {question}.",
        "De har kryssa av for {option} saman med andre svar. Vel anten det eller dei andre i {question}.",
        "You have ticked {option} together with other answers. Choose either that or the others in {question}.",
        question=_name(question),
        option=_option_name(option),
    )


def specify_missing(question: Question, option: Option) -> Text:
    """An option that asks for words is ticked, and no words are there."""
    return _say(
        "Dere har valgt {option} i {question}, men ikke skrevet noe i feltet. Skriv gjerne noen ord.",
        "De har valt {option} i {question}, men ikkje skrive noko i feltet. Skriv gjerne nokre ord.",
        "You have chosen {option} in {question}, but written nothing in the field. Please write a few words.",
        question=_name(question),
        option=_option_name(option),
    )


def specify_not_chosen(question: Question, option: Option) -> Text:
    """Words are written for an option that is not ticked."""
    return _say(
        "Dere har skrevet noe ved {option} i {question}, men ikke valgt det. Velg det, eller ta bort teksten.",
        "De har skrive noko ved {option} i {question}, men ikkje valt det. Vel det, eller ta bort teksten.",
        "You have written something at {option} in {question}, but not chosen it. Choose it, or remove the words.",
        question=_name(question),
        option=_option_name(option),
    )


def specify_too_long(question: Question, option: Option, length: int) -> Text:
    """The words for an option have more characters than there is room for."""
    return _say(
        "Teksten ved {option} i {question} er {over} tegn for lang. Kort den ned til høyst {limit} tegn.",
        "Teksten ved {option} i {question} er {over} teikn for lang. Kort han ned til høgst {limit} teikn.",
        "The words at {option} in {question} are {over} characters too long. Shorten them to at most {limit}.",
        question=_name(question),
        option=_option_name(option),
        over=_number(length - SPECIFY_MAX_LENGTH),
        limit=_number(SPECIFY_MAX_LENGTH),
    )
