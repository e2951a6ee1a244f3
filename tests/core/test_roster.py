"""Two rosters as associations send them, line by line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.caution import watched_words
from core.errors import InvalidInput
from core.exchange import cells
from core.exchange.attendance_sheet import Mark, read_attendance
from core.exchange.columns import (
    FIELD_LABELS,
    HEADERS,
    RosterField,
    field_of,
    header,
    is_roster,
    never_read,
    recognise,
)
from core.exchange.roster import RosterLine, Severity, read_lines
from core.exchange.sites import SiteMatch, match_site, place_in
from core.exchange.tables import RawRow, RawTable, read_table
from core.exchange.vocabulary import situation_at, situation_of
from core.language import speaking

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 22)
NAME = "Nom;Prénom;Année de naissance"


def agir() -> RawTable:
    name = "roster_agir_liberte.csv"
    return read_table(name, (DATA / name).read_bytes())[0]


def declic() -> list[RawTable]:
    name = "roster_declic.xlsx"
    return read_table(name, (DATA / name).read_bytes())


def lines_of(table: RawTable, **options) -> dict[int, RosterLine]:
    lines = read_lines(table, recognise(table), today=TODAY, **options)
    return {line.line: line for line in lines}


def a_table(*rows: str) -> RawTable:
    split = [tuple(row.split(";")) for row in rows]
    return RawTable(
        name="liste", rows=tuple(RawRow(line=n, cells=row) for n, row in enumerate(split, 1))
    )


def the_line(*rows: str, **options) -> RosterLine:
    (line,) = lines_of(a_table(*rows), **options).values()
    return line


def said(line: RosterLine, severity: Severity | None = None) -> str:
    return " ".join(p.sentence for p in line.problems if severity in {None, p.severity})


def test_the_columns_of_a_csv_roster_are_recognised():
    table = agir()
    assert [field and field.value for field in recognise(table).values()] == [
        "last_name", "first_name", "sex", "birth_year", "phone", "site", "entered_on", "situation",
        None, "project", "education", None,
    ]  # fmt: skip
    titles = header(table).cells
    assert "autre personne" in never_read(titles[8])
    assert "remarques" in never_read(titles[11])


def test_the_columns_of_a_workbook_are_recognised_under_its_titles():
    sheet, presences = declic()
    assert header(sheet).line == 4
    assert [field and field.value for field in recognise(sheet).values()] == [
        None, "full_name", "birth_year", "sex", "site", "referred_by", "entered_on", "notice_given",
        "research_consent", "project",
    ]  # fmt: skip
    assert is_roster(sheet)
    assert not is_roster(presences)


def test_every_person_of_the_csv_roster_is_read():
    people = [
        (one.line, one.first_name, one.last_name, one.sex, one.birth_year, one.site, one.situation)
        for one in lines_of(agir()).values()
    ]
    corbas = "CP Lyon-Corbas"
    assert people == [
        (2, "Moussa", "N'Diaye", "M", 1991, corbas, "inside"),
        (3, "Anaïs", "Lefèvre-Roux", "F", 1998, "QSL Villeurbanne", "semi_release"),
        (4, "Youssef", "El Amrani", "M", 1987, corbas, "inside"),
        (5, "José", "Garcia", "M", 1979, corbas, "inside"),
        (6, "Jose", "Garcia", "M", 1979, "CP Lyon Corbas", "inside"),
        (7, "Mehdi", "Ben Saïd", "M", 2001, "", "community_service"),
        (8, "Seán", "O'Connor", "M", 1969, corbas, "inside"),
        (9, "Thi Mai", "Nguyen", "F", 1994, "MA Lyon-Corbas (quartier femmes)", "inside"),
        (10, "Kévin", "Dupont", "M", 1983, corbas, "inside"),
        (11, "Aminata", "Traoré", "F", 1990, "", "conditional_release"),
        (12, "Jürgen", "Müller", "M", 1976, corbas, "inside"),
        (13, "Loïc", "Petit", "M", None, corbas, "inside"),
        (14, "Hery", "Rakotomalala", "M", 1996, corbas, "inside"),
        (15, "João Pedro", "da Silva", "M", 1985, corbas, "free"),
    ]


def test_each_problem_of_the_csv_roster_names_its_line_its_column_and_the_remedy():
    problems = [problem for line in lines_of(agir()).values() for problem in line.problems]
    assert [(p.line, p.column, p.severity.value) for p in problems] == [
        (4, "Date d'entrée", "warning"),
        (4, "Observations", "warning"),
        (5, "Année de naissance", "warning"),
        (10, "Projet envisagé", "warning"),
        (12, "Date d'entrée", "error"),
        (13, "Année de naissance", "error"),
    ]
    assert [p.sentence.replace("\u00a0", " ") for p in problems] == [
        "L’année n’a que deux chiffres, la date est comprise comme le 3 septembre 2026 : "
        "vérifiez-la.",
        "Cette colonne semble parler de l’affaire ou de la peine : elle n’est pas reprise.",
        "La date de naissance complète n’est pas utile : seule l’année est gardée.",
        "Ce texte commence comme une formule : il est gardé comme simple texte. "
        "Vérifiez ce qu’il veut dire.",
        "Cette date n’existe pas : septembre 2026 compte 30 jours. Corrigez-la.",
        "L’année de naissance manque : ajoutez-la dans le fichier ou ici.",
    ]


def test_only_the_lines_without_an_error_may_be_imported():
    kept_out = {n for n, line in lines_of(agir()).items() if not line.importable}
    assert kept_out == {12, 13}


def test_nothing_of_the_columns_never_read_is_kept():
    whole = repr(lines_of(agir(), with_phone=True))
    for secret in ("Perrin", "Costa", "motivé", "évoquer", "lunettes", "RDV", "04/02", "04 02"):
        assert secret not in whole
    assert lines_of(agir())[4].flagged == ("condamne",)


def test_a_telephone_number_is_read_only_when_asked_for():
    assert {line.phone for line in lines_of(agir()).values()} == {None}
    asked = lines_of(agir(), with_phone=True)
    assert [asked[n].phone for n in (2, 3, 4)] == [None, "+33611223344", "+33655443322"]


def test_a_formula_is_kept_as_text_and_na_as_nothing():
    line = lines_of(agir())[10]
    assert line.project == "'=SOMME(1;2)"
    assert line.education == ""


def test_every_person_of_the_workbook_is_read_without_its_titles_and_total():
    people = [
        (
            one.line,
            one.first_name,
            one.last_name,
            one.birth_year,
            one.site,
            one.situation,
            one.entered_on.day,
        )
        for one in lines_of(declic()[0]).values()
    ]
    assert people == [
        (5, "Camille", "Schmitt", 1995, "MA Strasbourg", "inside", 14),
        (6, "Ali", "Benyahia", 1989, "MA Strasbourg", "inside", 14),
        (7, "Marie-Ange", "Klein", 1982, "SPIP 67", "probation", 21),
        (8, "Dylan", "Hoffmann", 2003, "MA Strasbourg", "inside", 21),
        (10, "Ibrahima", "Sow", 1992, "CD Oermingen", "inside", 28),
        (11, "Stéphane", "Weber", 1974, "CD Oermingen", "inside", 28),
        (12, "Nadia", "Haddad", 1999, "SPIP 67", "probation", 5),
        (13, "Luc", "Meyer", 1986, "", "external_placement", 5),
    ]


def test_what_the_workbook_says_of_notices_and_agreements_is_read():
    lines = lines_of(declic()[0])
    assert [line.notice_given for line in lines.values()] == [True] * 4 + [False] + [True] * 3
    consents = [line.research_consent for line in lines.values()]
    assert consents == [True, False, True, None, False, True, True, True]
    assert lines[11].referred_by == "Bouche à oreille"
    assert lines[8].project == "Chaîne vidéo / montage"


def test_a_measure_that_is_not_said_is_to_be_checked():
    warned = {n: said(line) for n, line in lines_of(declic()[0]).items() if line.problems}
    assert warned.keys() == {7, 12}
    assert "sursis probatoire" in warned[7]


def test_attendance_marks_are_read_by_day():
    sheet = read_attendance(declic()[1], today=TODAY)
    assert sheet is not None
    assert [day.isoformat()[5:] for day in sheet.days] == [
        "10-06", "10-13", "10-20", "10-27", "11-03", "11-10",
    ]  # fmt: skip
    assert [line.last_name for line in sheet.lines][-2:] == ["Haddad", "Meyer"]
    (dylan,) = [line for line in sheet.lines if line.first_name == "Dylan"]
    assert dylan.marks[date(2026, 11, 3)] is Mark.CANCELLED
    assert [mark.value for mark in dylan.marks.values()].count("absent") == 2
    assert sheet.problems == ()
    assert read_attendance(declic()[0], today=TODAY) is None


def test_an_unknown_mark_is_left_out_and_said():
    sheet = read_attendance(a_table("Participant;06/10/2026", "Luc MEYER;?!Z"), today=TODAY)
    assert sheet is not None
    assert sheet.lines[0].marks == {}
    assert [problem.line for problem in sheet.problems] == [2]


def test_a_line_that_does_not_fit_the_header_is_an_error_and_shifts_nothing():
    lines = lines_of(a_table(NAME, "Sow;Ali", "Sow;Ali;de;1990", "Sow;Ali;1990;", "Sow;Ali;1990"))
    assert ["colonnes" in said(line, Severity.ERROR) for line in lines.values()] == [
        True, True, False, False,
    ]  # fmt: skip
    assert lines[3].last_name == ""


def test_a_correction_typed_on_the_page_replaces_the_cell():
    typed = {(12, RosterField.ENTERED_ON): "30/09/2026", (13, RosterField.BIRTH_YEAR): "1990"}
    corrected, as_sent = lines_of(agir(), corrections=typed), lines_of(agir())
    assert corrected[12].entered_on == date(2026, 9, 30)
    assert corrected[13].birth_year == 1990
    assert all(line.importable for line in corrected.values())
    assert [line.key for line in corrected.values()] == [line.key for line in as_sent.values()]


def test_a_column_never_read_cannot_be_chosen_by_hand():
    table = agir()
    with pytest.raises(InvalidInput, match="colonne 12 n’est jamais lue"):
        read_lines(table, recognise(table) | {11: RosterField.PROJECT}, today=TODAY)


def test_a_roster_without_names_asks_for_them():
    with pytest.raises(InvalidInput, match="nom et du prénom"):
        read_lines(agir(), {}, today=TODAY)
    both = {0: RosterField.FULL_NAME, 1: RosterField.FULL_NAME}
    with pytest.raises(InvalidInput, match="même chose"):
        read_lines(agir(), both, today=TODAY)


def test_a_list_with_unknown_titles_is_read_once_its_columns_are_chosen():
    table = a_table("A;B;C", "Sow;Ali;1990")
    assert set(recognise(table).values()) == {None}
    chosen = dict(
        enumerate((RosterField.LAST_NAME, RosterField.FIRST_NAME, RosterField.BIRTH_YEAR))
    )
    (line,) = read_lines(table, chosen, today=TODAY)
    assert (line.first_name, line.birth_year) == ("Ali", 1990)


def test_totals_notes_numbers_and_repeated_headers_are_not_people():
    header_row = "N°;Prénom NOM;Né(e) en"
    lines = lines_of(
        a_table(header_row, "1;Luc MEYER;1986", "2;;", header_row, "Total;1;", ";TOTAL :;8")
    )
    assert list(lines) == [2]


def test_a_missing_name_is_an_error():
    assert "manque" in said(the_line(NAME, "Sow;;1990"), Severity.ERROR)
    assert "manque" in said(the_line("Prénom NOM;Né en", "Sow;1990"), Severity.ERROR)
    assert "lettres" in said(the_line(NAME, "=Sow;Ali;1990"), Severity.ERROR)
    assert "Vérifiez" in said(the_line("Stagiaire;Né en", "LUC MEYER;1990"), Severity.WARNING)


def test_a_text_that_speaks_of_the_case_is_kept_and_flagged():
    line = the_line(f"{NAME};Projet", "Sow;Ali;1990;Livres, selon le juge")
    assert (line.project, line.flagged) == ("Livres, selon le juge", ("juge",))
    assert "reformulez" in said(line, Severity.WARNING)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("NOM", "last_name"), ("Prenon", "first_name"), ("Né(e) le", "birth_year"), ("DDN", "birth_year"),
        ("Tél.", "phone"), ("Date d’entrée dans le dispositif", "entered_on"), ("Genre", "sex"),
        ("Lieu d'accompagnement", "site"), ("Statut", "situation"), ("Idée de projet", "project"),
        ("Date de libération prévue", "expected_release"), ("Last name", "last_name"),
        ("Year of birth", "birth_year"), ("Participant·e", "full_name"), ("NOM et Prénom", "full_name"),
        ("Situation familiale", None), ("Téléphone du conjoint", None), ("Nom du référent", None),
        ("Lieu de naissance", None), ("N°", None), ("Information", None), ("Situation pénale", None), ("Juge", None),
    ],
)  # fmt: skip
def test_a_title_is_recognised_however_it_is_written(title, field):
    assert field_of(title) == field


@pytest.mark.parametrize(
    "title",
    ["Observations", "REMARQUES", "Commentaire(s)", "N° d’écrou", "Numero ecrou", "Infraction", "Notes",
     "Date de fin de peine", "Motif de condamnation", "JAP", "Référent CPIP", "Nationalité", "Comments"],
)  # fmt: skip
def test_a_column_that_the_tracker_must_not_know_is_never_read(title):
    assert never_read(title)
    assert field_of(title) is None


def test_every_field_has_a_label_and_titles_and_no_title_means_two_fields():
    assert FIELD_LABELS.keys() == HEADERS.keys() == set(RosterField)
    titles = [title for text in HEADERS.values() for title in text.split("|")]
    assert len(titles) == len(set(titles))
    for field, text in HEADERS.items():
        assert {field_of(title) for title in text.split("|")} == {field}


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("1991", 1991), ("91", 1991), ("05", 2005), ("04/02/1979", 1979), ("4.2.79", 1979),
        ("1979-02-04", 1979), ("né en 1979", 1979), ("1979 ?", 1979), ("1930", None), ("2015", None),
        ("35 ans", None), ("19", None), ("1979 ou 1980", None), ("", None), ("NA", None), ("abc", None),
    ],
)  # fmt: skip
def test_a_birth_year_is_read(typed, year):
    reading = cells.birth_year_of(typed, today=TODAY)
    assert reading.value == year
    if year is None:
        assert reading.remark is not None
        assert reading.remark.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("03/09/2026", date(2026, 9, 3)), ("3/9/26", date(2026, 9, 3)), ("2026-09-03", date(2026, 9, 3)),
        ("3.9.2026", date(2026, 9, 3)), ("3 septembre 2026", date(2026, 9, 3)),
        ("1er août 2026", date(2026, 8, 1)), ("3 juil. 2026", date(2026, 7, 3)),
        ("29/02/2024", date(2024, 2, 29)), ("29/02/2026", None), ("09/14/2026", None),
        ("03/09/1926", None), ("bientôt", None), ("", None), ("-", None), ("0/1/2026", None),
    ],
)  # fmt: skip
def test_a_date_is_read(typed, day):
    assert cells.date_of(typed, today=TODAY).value == day


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 11 22 33 44", "+33611223344"), ("611223344", "+33611223344"),
        ("+33 (0)6 11 22 33 44", "+33611223344"), ("0033611223344", "+33611223344"),
        ("+33 06 11 22 33 44", "+33611223344"), ("06.11.22.33.44 / 07 00 00 00 00", "+33611223344"),
        ("+352 621 123 456", "+352621123456"), ("12", None), ("voir CPIP", None), ("", None),
    ],
)  # fmt: skip
def test_a_telephone_number_is_written_in_one_way(typed, number):
    assert cells.phone_of(typed).value == number


@pytest.mark.parametrize(
    ("typed", "month"),
    [("03/2027", "2027-03"), ("15/03/2027", "2027-03"), ("mars 2027", "2027-03"), ("bientôt", None),
     ("2027-03-15", "2027-03"), ("13/2027", None)],
)  # fmt: skip
def test_a_month_is_read(typed, month):
    assert cells.month_of(typed, today=TODAY).value == month


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Incarcérée", "inside"), ("SEMI-LIBERTÉ", "semi_release"), ("Libre", "free"),
        ("Bracelet électronique", "electronic_monitoring"), ("DDSE", "electronic_monitoring"),
        ("En libération conditionnelle", "conditional_release"), ("TIG 105 h", "community_service"),
        ("placement extérieur", "external_placement"), ("Sursis probatoire", "probation"), ("?", None),
    ],
)  # fmt: skip
def test_a_situation_is_recognised(typed, kind):
    assert situation_of(typed) == kind


def test_a_place_tells_the_situation_only_where_it_must():
    assert situation_at("QSL Villeurbanne") == "semi_release"
    assert situation_at("Espace libre, Lyon") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Condamné pour vol, victime", ("condamne", "victime")), ("n° d'écrou", ("ecrou",)),
        ("à peine commencé", ()), ("vaut la peine", ()), ("peine de 3 ans", ("peine",)),
        ("Jugeote et criminologie", ()), ("Garage, mécanique", ()),
    ],
)  # fmt: skip
def test_words_that_look_like_an_offence_are_found(text, words):
    assert watched_words(text) == words


SITES = {1: "CP Lyon-Corbas", 2: "Maison d'arrêt de Strasbourg", 3: "QSL Villeurbanne"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cp lyon corbas", SiteMatch(site_id=1, sure=True)),
        ("MA Strasbourg", SiteMatch(site_id=2, sure=True)),
        ("QSL Villeurbanne (aile B)", SiteMatch(site_id=3, sure=True)),
        ("MA Lyon-Corbas (quartier femmes)", SiteMatch(site_id=1, sure=False)),
        ("QSL Vileurbane", SiteMatch(site_id=3, sure=False)),
        ("CD Oermingen", None),
        ("", None),
    ],
)
def test_a_place_is_matched_to_a_known_site(text, found):
    assert match_site(text, SITES) == found
    assert match_site(text, {}) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("Milieu ouvert", ""), ("Milieu ouvert (SPIP 67)", "SPIP 67"), ("Placement extérieur", ""),
     ("QSL Villeurbanne", "QSL Villeurbanne"), ("", "")],
)  # fmt: skip
def test_a_place_is_told_from_a_situation(text, place):
    assert place_in(text) == place


def test_the_sentences_are_in_the_language_of_the_reader():
    with speaking("en"):
        assert "September 2026 has 30 days" in said(lines_of(agir())[12])


@given(st.text())
def test_no_cell_can_break_the_reading(text):
    for read in (cells.birth_year_of, cells.date_of, cells.month_of):
        read(text, today=TODAY)
    for read_alone in (cells.phone_of, cells.sex_of, cells.yes_or_no):
        read_alone(text)
    kept = cells.text_of(text).value
    assert not kept.startswith(("=", "@", "＝", "＠"))
    assert match_site(text, SITES) is None or text


@given(st.dates(date(2000, 1, 1), TODAY))
def test_every_real_date_is_read_however_it_is_written(day):
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d-%m-%Y"):
        assert cells.date_of(day.strftime(form), today=TODAY).value == day
