"""Instruments and their scores: each rule, the real answer sheets, and files that cannot be used."""

import csv
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput, UnusableFile
from core.evaluation.scales import alpha, described
from core.exchange.sheet_columns import read_answers
from core.exchange.tables import read_table
from core.language import Language, speaking
from core.programme_file import FOLDER as PROGRAMMES
from core.programme_file import load_programme, parse_programme
from core.questionnaires import (
    FOLDER,
    instrument_files,
    load_instrument,
    parse_instrument,
    read_instrument,
    score,
)
from core.waves import waves_of
from tests.core.test_commands import refused, run

REAL = Path(__file__).parent.parent / "data" / "gse_responses.csv"
GSE = load_instrument("gse")
ALL = sorted(instrument_files())


def all_answers(key: str, value: str) -> dict[int, int]:
    """Every item answered with its lowest or its highest answer."""
    instrument = load_instrument(key)
    ends = {"lowest": min, "highest": max}
    return {
        number: ends[value](one.value for one in instrument.answers_to(number))
        for number in range(1, len(instrument.items) + 1)
    }


# ------------------------------------------------------------------------------- Instruments


def test_the_self_efficacy_scale_alone_is_on_by_default():
    assert [key for key in ALL if load_instrument(key).default] == ["gse"]
    assert load_programme().questionnaires == ("gse",)


@pytest.mark.parametrize("key", ALL)
def test_an_instrument_names_its_source_its_licence_and_its_rule(key):
    instrument = load_instrument(key)
    assert instrument.source
    for text in (instrument.licence, instrument.scoring, instrument.instruction):
        assert text.fr
        assert text.en


@pytest.mark.parametrize(
    ("key", "items", "lowest", "highest"),
    [("gse", 10, 10, 40), ("rses", 10, 10, 40), ("osss3", 3, 3, 14), ("rs5510", 20, 20, 80)],
)
def test_an_instrument_has_its_items_and_its_range(key, items, lowest, highest):
    instrument = load_instrument(key)
    assert len(instrument.items) == items
    assert instrument.range == (lowest, highest)


def test_an_unknown_questionnaire_is_refused_with_those_there_are():
    with pytest.raises(InvalidInput, match="gse, osss3, rs5510, rses"):
        load_instrument("who5")


def test_the_self_efficacy_scale_has_no_band_and_calls_no_score_high_or_low():
    assert GSE.bands == ()
    assert GSE.band(40) == ""


def test_the_bands_of_social_support_are_those_of_its_authors():
    osss = load_instrument("osss3")
    with speaking(Language.ENGLISH):
        said = {total: osss.band(total) for total in range(3, 15)}
    assert [said[total] for total in (3, 8, 9, 11, 12, 14)] == [
        "poor support", "poor support", "moderate support", "moderate support", "strong support",
        "strong support",
    ]  # fmt: skip


# ------------------------------------------------------------------------------- Scores


def test_a_full_sheet_is_the_sum_of_its_answers():
    assert score(GSE, {1: 3, 2: 4, 3: 3, 4: 2, 5: 3, 6: 3, 7: 1, 8: 4, 9: 3, 10: 4}) == 30


@pytest.mark.parametrize("lacking", [1, 2, 3])
def test_up_to_three_missing_answers_are_replaced_by_the_mean_of_the_others(lacking):
    answers = {number: 3 if number % 2 else 4 for number in range(lacking + 1, 11)}
    assert score(GSE, answers) == pytest.approx(10 * sum(answers.values()) / len(answers))


def test_four_missing_answers_give_no_score():
    assert score(GSE, dict.fromkeys(range(5, 11), 3)) is None
    assert score(GSE, dict.fromkeys(range(1, 11))) is None
    assert score(GSE, {}) is None


def test_the_self_esteem_scale_counts_five_items_backwards():
    rses = load_instrument("rses")
    backwards = {3, 5, 8, 9, 10}
    best = {number: 1 if number in backwards else 4 for number in range(1, 11)}
    assert score(rses, best) == 40
    assert score(rses, {number: 5 - value for number, value in best.items()}) == 10


@pytest.mark.parametrize("key", ["rses", "osss3"])
def test_some_scales_allow_no_missing_answer(key):
    answers = all_answers(key, "highest")
    assert score(key, answers) is not None
    assert score(key, {**answers, 1: None}) is None


def test_each_question_of_social_support_has_its_own_scale():
    osss = load_instrument("osss3")
    assert score(osss, {1: 4, 2: 5, 3: 5}) == 14
    with pytest.raises(InvalidInput, match="de 1 à 4"):
        score(osss, {1: 5, 2: 5, 3: 5})


def test_a_self_positioning_has_no_score():
    assert score("rs5510", all_answers("rs5510", "highest")) is None


@pytest.mark.parametrize("value", [0, 5, -1, 99])
def test_an_answer_outside_the_scale_is_refused_with_the_item_and_the_scale(value):
    with pytest.raises(
        InvalidInput, match=r"^Question 7\u00a0: la réponse est un chiffre de 1 à 4"
    ):
        score(GSE, {7: value})


def test_an_item_that_does_not_exist_is_refused():
    with pytest.raises(InvalidInput, match="de 1 à 10"):
        score(GSE, {11: 3})


@given(st.dictionaries(st.integers(1, 10), st.none() | st.integers(1, 4)))
def test_a_score_is_none_or_within_the_scale_and_exact(answers):
    given_ones = [value for value in answers.values() if value is not None]
    found = score(GSE, answers)
    if len(given_ones) < 7:
        assert found is None
    else:
        assert found == float(Fraction(10 * sum(given_ones), len(given_ones)))
        assert 10 <= found <= 40


@pytest.mark.parametrize("key", ["gse", "rses", "osss3"])
@given(data=st.data())
def test_turning_every_answer_round_mirrors_the_score(key, data):
    instrument = load_instrument(key)
    answers, turned = {}, {}
    for number in range(1, len(instrument.items) + 1):
        values = [one.value for one in instrument.answers_to(number)]
        answers[number] = data.draw(st.sampled_from(values))
        turned[number] = min(values) + max(values) - answers[number]
    assert score(key, answers) + score(key, turned) == sum(instrument.range)


# ------------------------------------------------------------------------------- The real sheets


def independent() -> dict[str, float]:
    """The same figures by pandas alone, from the rule as it is published."""
    items = pd.read_csv(REAL).filter(like="item_")
    scores = 10 * items[items.notna().sum(axis=1) >= 7].mean(axis=1)
    full = items.dropna()
    correlated = full.cov().to_numpy()
    return {
        "n": len(items),
        "scorable": len(scores),
        "mean": scores.mean(),
        "SD": scores.std(),
        "alpha": 10 / 9 * (1 - correlated.trace() / correlated.sum()),
    }


def test_the_command_scores_the_published_sheets():
    output = run("score", "gse", REAL).output
    shown = dict(line.split(maxsplit=1) for line in output.splitlines()[:5])
    assert list(shown) == ["n", "scorable", "mean", "SD", "alpha"]
    assert (shown["n"], shown["scorable"]) == ("676", "660")
    for name, value in independent().items():
        assert float(shown[name]) == pytest.approx(value, abs=0.0005)


def test_every_published_sheet_has_the_score_of_its_rule():
    with REAL.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sheets = read_answers(GSE, read_table(REAL.name, REAL.read_bytes())[0])
    assert len(sheets) == len(rows) == 676
    for row, sheet in zip(rows, sheets, strict=True):
        values = [int(text) for name, text in row.items() if name.startswith("item_") and text]
        expected = 10 * sum(values) / len(values) if len(values) >= 7 else None
        assert score(GSE, sheet) == (None if expected is None else pytest.approx(expected))


def test_alpha_is_what_its_formula_gives():
    # Two items that say the same: alpha 1. Two that say nothing of one another: alpha 0.
    assert alpha([[1, 1], [2, 2], [4, 4]]) == pytest.approx(1)
    assert alpha([[1, 1], [1, 2], [2, 1], [2, 2]]) == pytest.approx(0)


def test_too_few_sheets_say_nothing_rather_than_something_wrong():
    nothing = described([], [])
    assert (nothing.n, nothing.scorable, nothing.mean, nothing.sd, nothing.alpha) == (
        0, 0, None, None, None,
    )  # fmt: skip
    assert described([30.0], [[3] * 10]).sd is None
    assert alpha([[3, 3], [3, 3]]) is None


def test_a_file_without_an_item_is_refused_with_the_remedy(tmp_path):
    file = tmp_path / "autre.csv"
    file.write_text("nom;prénom\nTahri;Nadia\n", encoding="utf-8")
    assert "item_1, item_2" in refused("score", "gse", file)


def test_an_answer_outside_the_scale_in_a_file_is_refused_with_its_line(tmp_path):
    file = tmp_path / "reponses.csv"
    titles = ";".join(f"item_{number}" for number in range(1, 11))
    file.write_text(f"{titles}\n{';'.join('3' * 10)}\n{';'.join('3339333333')}\n", "utf-8")
    assert refused("score", "gse", file).startswith("Ligne 3\u00a0: question 4")


# ------------------------------------------------------------------------------- Files


def in_english(text: str) -> str:
    with speaking(Language.ENGLISH), pytest.raises(UnusableFile) as refusal:
        parse_instrument(text, file="ours.toml")
    return str(refusal.value)


TOML = (FOLDER / "gse.toml").read_text(encoding="utf-8")


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_missing_translation_is_named_with_its_line():
    item = 'text.en = "I can solve most problems if I invest the necessary effort."\n'
    broken = TOML.replace(item, "")
    found = line_of(broken, 'text.fr = "Je peux résoudre la plupart')
    assert in_english(broken) == (
        f"In ours.toml, line {found}, items[6].text.en: the English text is missing. Write it."
    )


def test_answers_in_disorder_are_refused():
    assert "from the lowest number to the highest" in in_english(
        TOML.replace("value = 2", "value = 1", 1)
    )


def test_bands_that_overlap_are_refused():
    osss = (FOLDER / "osss3.toml").read_text(encoding="utf-8").replace("low = 9", "low = 8")
    assert "bands follow one another, from 3 to 14" in in_english(osss)


def test_a_rule_that_does_not_exist_is_refused_with_those_that_do():
    assert "Choose one of: sum, none." in in_english(TOML.replace('"sum"', '"mean"'))


def test_an_entry_that_is_not_known_is_refused():
    assert "cut_off" in in_english(TOML.replace("may_miss = 3", "may_miss = 3\ncut_off = 25"))


def test_more_missing_answers_than_items_are_refused():
    assert "more answers may be missing" in in_english(
        TOML.replace("may_miss = 3", "may_miss = 11")
    )


def test_a_file_named_otherwise_than_its_key_is_refused(tmp_path):
    file = tmp_path / "efficacy.toml"
    file.write_text(TOML, encoding="utf-8")
    with speaking(Language.ENGLISH), pytest.raises(UnusableFile, match=r"gse\.toml"):
        read_instrument(file)


# ------------------------------------------------------------------------------- Programmes

PROGRAMME = (PROGRAMMES / "entreprendre-sa-liberte.toml").read_text(encoding="utf-8")


def test_a_programme_switches_questionnaires_on_and_adds_waves_of_its_own():
    own = """
[[waves]]
key = "half_way"
name.fr = "Mi-parcours"
name.en = "Half-way"
since = "entry"
months = 4
"""
    text = PROGRAMME.replace("time_zone =", 'questionnaires = ["gse", "rs5510"]\ntime_zone =', 1)
    programme = parse_programme(text + own, file="ours.toml")
    assert programme.questionnaires == ("gse", "rs5510")
    assert [wave.key for wave in waves_of(programme)] == [
        "entry", "half_way", "exit", "six_months",
    ]  # fmt: skip


def test_a_programme_that_asks_for_an_unknown_questionnaire_is_refused():
    text = PROGRAMME.replace("time_zone =", 'questionnaires = ["who5"]\ntime_zone =', 1)
    with speaking(Language.ENGLISH), pytest.raises(UnusableFile, match="no questionnaire who5"):
        parse_programme(text, file="ours.toml")


def test_a_wave_of_every_programme_cannot_be_defined_again():
    own = '\n[[waves]]\nkey = "exit"\nname.fr = "Fin"\nname.en = "End"\nsince = "exit"\n'
    with speaking(Language.ENGLISH), pytest.raises(UnusableFile, match="in every programme"):
        parse_programme(PROGRAMME + own, file="ours.toml")
