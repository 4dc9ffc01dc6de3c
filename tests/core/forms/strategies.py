"""Hypothesis strategies for forms of every kind and for answers to them. Others may use them too."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from frisklivsnett.core.forms import (
    SPECIFY_MAX_LENGTH,
    Answer,
    Answers,
    Check,
    Condition,
    Form,
    Limits,
    Operator,
    Option,
    Question,
    QuestionType,
    Section,
    Severity,
    Test,
)
from frisklivsnett.core.forms.bounds import LARGEST_INTEGER
from frisklivsnett.core.text import Text

CODES = ("a", "none", "other", "gp_offices", "2", "x" * 61, "diet", "sleep")
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå ABCÆØÅ.,;:!?<>&'\"/\\=|«»–€š😀"
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
INTEGERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
DECIMALS = st.decimals(-999_999_999, 999_999_999, places=6, allow_nan=False, allow_infinity=False).map(
    lambda number: Decimal(format(number.normalize(), "f"))
)
_ORDERED = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)
_EQUALITY = (Operator.ANSWERED, Operator.EQUAL, Operator.NOT_EQUAL)


def free_words(max_size: int) -> st.SearchStrategy[str]:
    """Words with no space around them."""
    return st.text(LETTERS, min_size=1, max_size=max_size).map(str.strip).filter(bool)


def words() -> st.SearchStrategy[str]:
    """Words for labels, from a few: it is the shape of forms that matters, and this is fast."""
    return st.sampled_from(
        ["Hvor mange?", "Søvn og ro", "«A» & <b>", "x" * 300, "😀", "Annet, spesifiser:", "I {year}"]
    )


def texts() -> st.SearchStrategy[Text]:
    """Words in bokmål, and perhaps in other languages."""
    return st.builds(
        lambda nb, rest: Text({"nb": nb, **rest}),
        words(),
        st.dictionaries(st.sampled_from(["nn", "en", "se"]), words(), max_size=2),
    )


def optional_texts() -> st.SearchStrategy[Text]:
    """Words, or none at all."""
    return st.one_of(st.just(Text()), texts())


@st.composite
def options(draw: Callable[..., Any], question_type: QuestionType) -> tuple[Option, ...]:
    """Options of a choice."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True))
    return tuple(
        Option(
            code=code,
            text=draw(texts()),
            exclusive=question_type is QuestionType.MULTIPLE and draw(st.booleans()),
            specify=draw(st.booleans()),
        )
        for code in codes
    )


@st.composite
def limits(draw: Callable[..., Any], question_type: QuestionType) -> Limits:
    """Limits that fit the kind of question, or none."""
    match question_type:
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            numbers = INTEGERS if question_type is QuestionType.INTEGER else DECIMALS
            low, unusual, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3, unique=True)))
            has_low, has_unusual, has_high = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
            return Limits(
                minimum=low if has_low else None,
                unusual_above=unusual if has_unusual else None,
                maximum=high if has_high else None,
            )
        case QuestionType.TEXT:
            return Limits(max_length=draw(st.none() | st.integers(1, 100_000)))
        case QuestionType.DATE:
            first, last = sorted(draw(st.tuples(DAYS, DAYS)))
            return Limits(
                earliest=first if draw(st.booleans()) else None, latest=last if draw(st.booleans()) else None
            )
    return Limits()


def values(question: Question) -> st.SearchStrategy[Any]:
    """Values of the kind of one question; they may be outside its limits."""
    codes = [option.code for option in question.options]
    match question.type:
        case QuestionType.INTEGER:
            return INTEGERS
        case QuestionType.DECIMAL:
            return DECIMALS
        case QuestionType.TEXT:
            return free_words(200)
        case QuestionType.SINGLE:
            return st.sampled_from(codes)
        case QuestionType.MULTIPLE:
            return st.sets(st.sampled_from(codes), min_size=1).map(
                lambda ticked: tuple(code for code in codes if code in ticked)
            )
        case QuestionType.DATE:
            return DAYS
        case QuestionType.YES_NO:
            return st.booleans()


@st.composite
def conditions(draw: Callable[..., Any], known: list[Question]) -> Condition:
    """Conditions on the answers to known questions."""
    tests = []
    for question in draw(st.lists(st.sampled_from(known), min_size=1, max_size=3)):
        operator = draw(st.sampled_from(list(Operator) if question.type in _ORDERED else _EQUALITY))
        if operator is Operator.ANSWERED:
            value = draw(st.booleans())
        elif question.type is QuestionType.MULTIPLE:
            value = draw(st.sampled_from([option.code for option in question.options]))
        else:
            value = draw(values(question))
        tests.append(Test(question.id, operator, value))
    return Condition(tuple(tests), every=draw(st.booleans()))


@st.composite
def questions(draw: Callable[..., Any], question_id: str, earlier: list[Question]) -> Question:
    """A question of any kind, perhaps shown only when earlier ones are answered in some way."""
    question_type = draw(st.sampled_from(list(QuestionType)))
    return Question(
        id=question_id,
        type=question_type,
        text=draw(texts()),
        number=draw(st.sampled_from([None, len(earlier) + 1])),
        help=draw(optional_texts()),
        options=draw(options(question_type)) if question_type.is_choice else (),
        limits=draw(limits(question_type)),
        required=draw(st.booleans()),
        may_be_approximate=question_type.is_number and draw(st.booleans()),
        internal=draw(st.booleans()),
        condition=draw(conditions(earlier)) if earlier and draw(st.booleans()) else None,
    )


@st.composite
def forms(draw: Callable[..., Any]) -> Form:
    """Forms of one to three sections with questions of every kind, conditions and cross-checks."""
    earlier: list[Question] = []
    sections = []
    for place in range(draw(st.integers(1, 3))):
        own: list[Question] = []
        for _ in range(draw(st.integers(1, 4))):
            question = draw(questions(f"part{place}.q{len(earlier)}", earlier))
            own.append(question)
            earlier.append(question)
        sections.append(
            Section(
                id=f"part{place}",
                slug=f"del-{place}",
                title=draw(texts()),
                questions=tuple(own),
                help=draw(optional_texts()),
            )
        )
    checks = tuple(
        Check(
            id=f"check{place}",
            question_id=draw(st.sampled_from(earlier)).id,
            when=draw(conditions(earlier)),
            message=draw(texts()),
            severity=draw(st.sampled_from(list(Severity))),
        )
        for place in range(draw(st.integers(0, 2)))
    )
    return Form(
        id=draw(st.sampled_from(["annual-report", "a", "form-2"])),
        version=draw(st.sampled_from(["1", "2.1"])),
        title=draw(texts()),
        sections=tuple(sections),
        introduction=draw(optional_texts()),
        checks=checks,
    )


@st.composite
def answers_to(draw: Callable[..., Any], form: Form) -> Answers:
    """Answers of the right kind to some of a form's questions, hidden ones too; not always within their limits."""
    given = {}
    for question in form.questions:
        if draw(st.booleans()):
            continue
        specifying = [option.code for option in question.options if option.specify]
        specified = draw(
            st.dictionaries(st.sampled_from(specifying), free_words(SPECIFY_MAX_LENGTH))
            if specifying
            else st.just({})
        )
        given[question.id] = Answer(
            value=draw(values(question)),
            approximate=question.may_be_approximate and draw(st.booleans()),
            specified={code: specified[code] for code in specifying if code in specified},
        )
    return given


@st.composite
def answered_forms(draw: Callable[..., Any]) -> tuple[Form, Answers]:
    """A form and answers to it."""
    form = draw(forms())
    return form, draw(answers_to(form))
