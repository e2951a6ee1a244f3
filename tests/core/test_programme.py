"""The programme as data: what is delivered, what is refused and how it is said."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from babel.messages.extract import extract_from_file
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput, UnusableFile
from core.language import Language, speaking
from core.programme import (
    ExitClass,
    SharedStage,
    Side,
    Words,
    exit_class_name,
    from_json,
    shared_stage_name,
    side_name,
    to_json,
)
from core.programme_file import (
    DELIVERED,
    FOLDER,
    available_programmes,
    load_programme,
    parse_programme,
    read_programme,
)

TOML = (FOLDER / f"{DELIVERED}.toml").read_text(encoding="utf-8")
CATALOGUE = (FOLDER.parent.parent / "locales/fr/LC_MESSAGES/programme.po").read_text("utf-8")
FILE = "ours.toml"
ESL = load_programme()


def refusal(text: str, language: Language = Language.ENGLISH) -> str:
    with speaking(language), pytest.raises(UnusableFile) as refused:
        parse_programme(text, file=FILE)
    return str(refused.value)


def changed(old: str, new: str) -> str:
    assert old in TOML
    return TOML.replace(old, new, 1)


def line_of(text: str, what: str) -> int:
    return text[: text.index(what)].count("\n") + 1


# What is delivered


def test_the_programme_of_the_house_is_found_by_its_key():
    assert available_programmes() == {DELIVERED: FOLDER / f"{DELIVERED}.toml"}
    assert read_programme(available_programmes()[DELIVERED]).key == DELIVERED


def test_its_stages_are_the_eleven_shared_ones_in_order():
    assert [stage.shared for stage in ESL.stages] == list(SharedStage)


def test_its_milestones_follow_the_stages_and_only_registration_is_gated():
    order = [stage.key for stage in ESL.stages]
    places = [order.index(milestone.stage) for milestone in ESL.milestones]
    assert places == sorted(places)
    assert len(ESL.milestones) == 16
    assert [m.key for m in ESL.milestones if m.gated] == ["registration"]
    assert [m.after_months for m in ESL.milestones if m.after_months] == [3, 6, 12]


def test_the_right_to_manage_has_an_answer_and_no_place_for_a_reason():
    answers = ESL.milestone("management_check").answers
    assert [answer.key for answer in answers] == ["yes", "no", "to_check", "lawyer"]


def test_each_side_answers_for_some_absences():
    assert {cause.side for cause in ESL.causes} == set(Side)


def test_a_mentor_is_asked_seven_things_with_four_meanings_each():
    assert len(ESL.criteria) == 7
    assert all(list(criterion.meanings) == [1, 2, 3, 4] for criterion in ESL.criteria)


def test_the_plan_has_twelve_chapters_and_annexes():
    assert [chapter.annex for chapter in ESL.chapters] == [False] * 12 + [True]
    assert ESL.chapters[4].canvas
    assert ESL.chapters[8].forecast
    assert len(ESL.canvas_blocks) == 9


def test_every_chapter_asks_two_to_four_things():
    for chapter in ESL.chapters:
        for guidance in (chapter.guidance.fr, chapter.guidance.en):
            assert 2 <= len(guidance.splitlines()) <= 4, chapter.key


def test_nothing_in_the_plan_speaks_of_detention():
    forbidden = re.compile(
        r"prison|détenu|détention|detain|detention|incarc|peine|sentenced|justice"
    )
    leaving = (*ESL.chapters, *ESL.canvas_blocks)
    assert not [part.key for part in leaving if forbidden.search(part.model_dump_json().lower())]


def test_exits_know_their_official_class():
    assert ESL.exit_kind("company").exit_class is ExitClass.LASTING
    assert {kind.exit_class for kind in ESL.exit_kinds} == set(ExitClass)
    assert [c for c in ExitClass if c.dynamic] == ["lasting", "transition", "positive"]
    neutral = [kind for kind in ESL.exit_kinds if kind.exit_class is ExitClass.NEUTRAL]
    assert not any(kind.voluntary for kind in neutral)


def test_headcounts_are_collective_and_mentor_meetings_expect_feedback():
    assert [kind.key for kind in ESL.session_kinds if kind.headcount_only] == ["awareness"]
    assert [kind.key for kind in ESL.session_kinds if kind.expects_feedback] == ["mentor_meeting"]


# Finding a part


@pytest.mark.parametrize(
    ("find", "known"),
    [
        (ESL.stage, "support"),
        (ESL.milestone, "market"),
        (ESL.kind, "workshop"),
        (ESL.cause, "lockdown"),
        (ESL.criterion, "figures"),
        (ESL.chapter, "summary"),
        (ESL.canvas_block, "costs"),
        (ESL.arm, "group"),
        (ESL.exit_kind, "death"),
    ],
)
def test_a_part_is_found_by_its_key_or_the_key_is_named(find: Callable[[str], object], known: str):
    assert find(known).key == known
    with speaking(Language.ENGLISH), pytest.raises(InvalidInput, match=r"has no .* nowhere\."):
        find("nowhere")


# Words


def test_words_are_said_in_the_language_in_force():
    name = ESL.stage("met").name
    assert str(name) == "Rencontre"
    with speaking(Language.ENGLISH):
        assert str(name) == "First meeting"


def test_plain_typing_is_printed_as_french_wants_it():
    words = Words(fr="Qu'est-ce : « un prix » ? Oui ; 30 % !", en="It's so")
    assert words.fr == "Qu’est-ce\u00a0: «\u00a0un prix\u00a0»\u00a0? Oui\u00a0; 30\u00a0%\u00a0!"
    assert words.en == "It’s so"


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_words_read_again_do_not_change(text: str):
    try:
        once = Words(fr=text, en=text)
    except ValueError:
        return
    assert Words.model_validate_json(once.model_dump_json()) == once


@pytest.mark.parametrize("name_of", [shared_stage_name, side_name, exit_class_name])
def test_every_shared_word_has_a_name_in_both_languages(name_of):
    kind = {shared_stage_name: SharedStage, side_name: Side, exit_class_name: ExitClass}[name_of]
    for language in Language:
        with speaking(language):
            assert len({name_of(value) for value in kind}) == len(kind)


def test_shared_words_are_said_in_french_by_default():
    assert shared_stage_name(SharedStage.GROUNDWORK) == "Socle social"
    assert side_name(Side.ESTABLISHMENT) == "Établissement"
    assert exit_class_name(ExitClass.LASTING) == "Emploi durable"


# Keeping a version


def test_a_programme_is_kept_and_read_again_as_it_was():
    assert from_json(to_json(ESL)) == ESL
    assert from_json(to_json(ESL)) is from_json(to_json(ESL))
    assert hash(ESL) == hash(from_json(to_json(ESL)))


def test_a_programme_cannot_be_changed_once_read():
    with pytest.raises(ValueError, match="frozen"):
        ESL.version = 2


# What is refused, with its place and its remedy

BROKEN = {
    "a text without English": (
        'name.en = "Market study"\n',
        "",
        "milestones[3].name.en (market): the English text is missing. Write it.",
    ),
    "a level without French": (
        'levels.3.fr = "Le travail prévu est fait, le plus souvent."\n',
        "",
        "criteria[1].levels.3.fr (engagement): the French text is missing. Write it.",
    ),
    "an empty text": (
        'evidence.fr = "Devis"',
        'evidence.fr = " "',
        "milestones[6].evidence.fr (means): the text is empty. Write it.",
    ),
    "a text in one language only": (
        'name.fr = "Blocage"\nname.en = "Lockdown"',
        'name = "Blocage"',
        "causes[1].name (lockdown): several entries are expected here",
    ),
    "a level that does not exist": (
        "levels.4.fr",
        "levels.5.fr",
        "criteria[1].levels.4.fr (engagement): the French text is missing. Write it.",
    ),
    "a key used twice": (
        'key = "fit"',
        'key = "idea"',
        "milestones[2].key (idea): the key idea is already used above. Give this one a key",
    ),
    "an answer used twice": (
        'key = "no", ',
        'key = "yes", ',
        "milestones[11].answers[2].key (management_check): the key yes is already used above.",
    ),
    "a key with accents": (
        'key = "fit"',
        'key = "Adéquation"',
        "milestones[2].key (Adéquation): a key has only small letters",
    ),
    "an unknown shared stage": (
        'shared = "met"',
        'shared = "meeting"',
        "stages[2].shared (met): this word is not known. Choose one of: oriented, met, entered,",
    ),
    "stages out of order": (
        'shared = "oriented"',
        'shared = "plan"',
        "stages[2].shared (met): this stage comes before the one above it. Put the stages in",
    ),
    "a milestone in no stage": (
        'stage = "awareness"',
        'stage = "dream"',
        "milestones[1].stage (idea): the programme has no stage dream. Choose one of: oriented,",
    ),
    "a number between quotes": (
        "stalled_after_days = 45",
        'stalled_after_days = "45"',
        "stalled_after_days: a whole number is expected. Write it in digits, without quotes or point.",
    ),
    "a number with decimals": (
        "minutes = 45",
        "minutes = 45.5",
        "session_kinds[2].minutes (interview): a whole number is expected. Write it",
    ),
    "a number too small": (
        "stalled_after_days = 45",
        "stalled_after_days = 0",
        "stalled_after_days: the number is too small. Write 1 or more.",
    ),
    "a number too large": (
        "minutes = 420",
        "minutes = 4200",
        "session_kinds[5].minutes (immersion): the number is too large. Write 720 or less.",
    ),
    "a yes between quotes": (
        "gated = true",
        'gated = "yes"',
        "milestones[12].gated (registration): yes or no is expected. Write true or false",
    ),
    "a number where a text is expected": (
        'name.fr = "CDI"',
        "name.fr = 12",
        "exit_kinds[2].name.fr (permanent_contract): a text is expected. Write it between",
    ),
    "a misspelt entry": (
        "headcount_only = true",
        "head_count = true",
        "session_kinds[7].head_count (awareness): this entry is not known. Check its spelling",
    ),
    "an individual headcount": (
        "collective = true\nheadcount_only",
        "collective = false\nheadcount_only",
        "session_kinds[7].headcount_only (awareness): only a collective session can be",
    ),
    "two canvases": (
        "forecast = true",
        "forecast = true\ncanvas = true",
        "chapters[9].canvas (forecast): another chapter already holds it. Keep one of the two.",
    ),
    "an unknown time zone": (
        "Europe/Paris",
        "Europe/Lyon",
        "time_zone: this time zone is not known. Write for example Europe/Paris.",
    ),
    "an endless text": (
        'title.fr = "Résumé"',
        'title.fr = "' + "a" * 2001 + '"',
        "chapters[1].title.fr (summary): the text is too long. Keep it under 2000 signs.",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_the_file_the_line_the_place_and_the_remedy(old, new, said):
    sentence = refusal(changed(old, new))
    assert re.match(rf"In {FILE}, line \d+, ", sentence)
    assert said in sentence


@pytest.mark.parametrize(("old", "new"), [b[:2] for b in BROKEN.values()], ids=BROKEN.keys())
def test_the_same_is_said_in_french(old, new):
    assert re.match(
        rf"Dans {FILE}, ligne \d+, \S+( \(\w+\))?\u00a0: [a-zà]",
        refusal(changed(old, new), Language.FRENCH),
    )


@pytest.mark.parametrize("zone", ["Europe", "../Paris", "", "Europe/Par\\u0000is"])
def test_a_time_zone_is_one_that_clocks_know(zone):
    assert "this time zone is not known" in refusal(changed("Europe/Paris", zone))


def test_the_line_named_is_the_line_of_the_mistake():
    broken = changed('shared = "met"', 'shared = "meeting"')
    assert f"line {line_of(broken, 'meeting' + chr(34))}," in refusal(broken)
    missing = changed('name.en = "Market study"\n', "")
    assert f"line {line_of(missing, 'Étude de marché')}," in refusal(missing)
    no_key = changed('key = "visit"\n', "")
    assert "causes[4].key: this entry is missing. Add it." in refusal(no_key)
    assert f"line {line_of(no_key, 'Parloir') - 2}," in refusal(no_key)


def test_a_whole_part_that_is_missing_is_named():
    without_arms = re.sub(r"\[\[arms\]\]\n(?:.+\n)+", "", TOML)
    assert refusal(without_arms) == f"In {FILE}, arms: this entry is missing. Add it."
    empty = refusal("arms = []\n" + without_arms)
    assert empty == f"In {FILE}, line 1, arms: at least one is needed. Add it."
    assert "arms: a list is expected. Begin each" in refusal('arms = "none"\n' + without_arms)
    assert "arms[1]: several entries are expected" in refusal("arms = [1]\n" + without_arms)


def test_the_other_mistakes_are_counted():
    sentence = refusal(changed('name.en = "Market study"\n', "").replace('shared = "met"', ""))
    assert sentence.endswith("1 other place is to be corrected.")


def test_what_is_not_toml_is_refused_with_its_line():
    sentence = refusal(changed('key = "fit"', 'key = "fit'))
    assert sentence.startswith(f"In {FILE}, line {line_of(TOML, chr(34) + 'fit')}: ")
    assert "Check the quotes" in sentence
    assert "at the end: the file cannot be read." in refusal('name = """never closed')
    assert "line 2: the file cannot be read." in refusal("version = 1\nversion = 2\n")


def test_a_file_that_is_missing_or_badly_saved_is_refused(tmp_path):
    with speaking(Language.ENGLISH):
        with pytest.raises(UnusableFile, match=r"nowhere\.toml cannot be opened\. Check"):
            read_programme(tmp_path / "nowhere.toml")
        (tmp_path / "old.toml").write_bytes('name = "liberté"'.encode("cp1252"))
        with pytest.raises(UnusableFile, match=r"old\.toml is not saved as UTF-8\. Save"):
            read_programme(tmp_path / "old.toml")


def test_a_file_is_named_after_its_key(tmp_path):
    (tmp_path / "copy.toml").write_text(TOML, encoding="utf-8")
    with (
        speaking(Language.ENGLISH),
        pytest.raises(UnusableFile, match=r"key: .* Name the file entreprendre-sa-liberte\.toml\."),
    ):
        read_programme(tmp_path / "copy.toml")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    file = tmp_path / f"{DELIVERED}.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TOML.replace("\n", "\r\n").encode())
    assert read_programme(file) == ESL


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_either_a_programme_or_refused(text: str):
    with pytest.raises(UnusableFile):
        parse_programme(text, file=FILE)


@settings(deadline=None)
@given(st.integers(0, TOML.count("\n")))
def test_a_file_that_lost_a_line_is_read_or_refused_with_a_sentence(lost: int):
    lines = TOML.splitlines(keepends=True)
    with suppress(UnusableFile):
        assert parse_programme("".join(lines[:lost] + lines[lost + 1 :]), file=FILE).stages


def test_every_sentence_is_translated():
    marks = {"_": None, "N_": None, "n_": (1, 2)}
    for file in sorted((FOLDER.parent.parent / "core").glob("programme[._]*py")):
        for _line, message, _comments, _context in extract_from_file(
            "python", file, keywords=marks
        ):
            first = message if isinstance(message, str) else message[0]
            assert f'msgid "{first}"' in CATALOGUE, first
