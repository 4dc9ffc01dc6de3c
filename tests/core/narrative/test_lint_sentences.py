"""How well the reader does on sentences with a known verdict. What it says that the data contradicts must be so."""

from collections import Counter
from functools import cache

import pytest
from tests.core.narrative import lint_examples

from frisklivsnett.core.narrative.lint import Judgement, lint

LEAST_PRECISION = 0.97
LEAST_RECALL = 0.85
FEWEST_SENTENCES = 150
FEWEST_IN_A_SPLIT = 70
SPLITS = ("tuning", "held-out", "unseen", "blind")
VERDICTS = ("contradicted", "supported")


def read(sentence: dict[str, str]) -> Judgement:
    """The verdict on a whole sentence: contradicted when any part of it is, borne out when all of it is."""
    evidence = lint_examples.evidence(sentence["dataset"])
    heading = f"# {sentence['heading']}\n\n" if "heading" in sentence else ""
    found = lint(heading + sentence["text"] + "\n", evidence, lint_examples.lexicon(evidence.year))
    verdicts = {finding.verdict for finding in found}
    for verdict in (Judgement.CONTRADICTED, Judgement.UNVERIFIABLE):
        if verdict in verdicts:
            return verdict
    return Judgement.SUPPORTED if verdicts else Judgement.UNVERIFIABLE


@cache
def results(split: str) -> Counter[tuple[str, str]]:
    sentences = [one for one in lint_examples.labelled()["sentences"] if one["split"] == split]
    return Counter((one["verdict"], read(one).value) for one in sentences)


def precision(split: str, verdict: str) -> float:
    said = {pair: n for pair, n in results(split).items() if pair[1] == verdict}
    return said.get((verdict, verdict), 0) / sum(said.values())


def recall(split: str, verdict: str) -> float:
    right = {pair: n for pair, n in results(split).items() if pair[0] == verdict}
    return right.get((verdict, verdict), 0) / sum(right.values())


def test_there_are_enough_sentences_of_each_kind() -> None:
    sentences = lint_examples.labelled()["sentences"]
    assert len(sentences) >= FEWEST_SENTENCES
    kinds = Counter((one["split"], one["verdict"]) for one in sentences)
    assert all(kinds[split, verdict.value] >= 10 for split in SPLITS for verdict in Judgement)
    assert len({one["text"] + one["dataset"] for one in sentences}) == len(sentences)


@pytest.mark.parametrize("split", SPLITS)
def test_what_is_said_is_right_and_what_can_be_told_is_told(
    split: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures are printed, also when they are good enough: how many sentences, and how well they were told."""
    told = {verdict: (precision(split, verdict), recall(split, verdict)) for verdict in VERDICTS}
    figures = [f"{verdict}: precision {p:.3f}, recall {r:.3f}" for verdict, (p, r) in told.items()]
    with capsys.disabled():
        print(f"\n{split}, {sum(results(split).values())} sentences. {'; '.join(figures)}")
    assert all(right >= LEAST_PRECISION and found > LEAST_RECALL for right, found in told.values())
    assert sum(results(split).values()) >= FEWEST_IN_A_SPLIT
