"""The administrator's commands, as they are typed in a terminal."""

import threading
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from sqlite_utils import Database

from core import accounts, backups, clock, demonstration, staff
from core import tracker as tracker_file
from core.__main__ import commands
from core.staff import Staff
from core.storage.database import connect, transaction
from core.storage.rows import every, insert
from tests.factories import (
    a_coach,
    a_cohort,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

ROSTER = Path(__file__).parent.parent / "data" / "roster_agir_liberte.csv"
SENTENCE_END = (".", "--help")


def run(*words: str | Path, language: str = "fr_FR.UTF-8") -> Result:
    """Type a command; a bug surfaces instead of hiding in the result."""
    environment = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": language}
    result = CliRunner(env=environment).invoke(commands, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def refused(*words: str | Path, language: str = "fr_FR.UTF-8") -> str:
    """Type a command that must be refused, and return its one sentence."""
    result = run(*words, language=language)
    sentence = result.stderr.strip()
    assert result.exit_code == 1, result.output
    assert sentence.endswith(SENTENCE_END), sentence
    assert len(sentence.splitlines()) == 1
    assert "Traceback" not in result.output
    return sentence


@pytest.fixture
def coach(tracker: Database) -> Staff:
    return a_coach(tracker, login="claire")


@pytest.fixture
def prefix(tracker: Database, coach: Staff) -> str:
    a_cohort(tracker, coach=coach, name="Lyon, automne", prefix="LYO")
    return "LYO"


# ------------------------------------------------------------------------------- Help


@pytest.mark.parametrize("name", list(commands.commands))
def test_every_command_explains_itself_in_both_languages(name):
    french = run(name, "--help")
    english = run("--language", "en", name, "--help")
    assert french.exit_code == english.exit_code == 0
    assert "Usage\u00a0:" in french.output
    assert "Usage:" in english.output
    own_words = [line.strip() for line in french.output.splitlines()[2:]]
    assert not set(filter(None, own_words)) & {
        line.strip() for line in english.output.splitlines()[2:] if len(line.split()) > 3
    }


def test_the_list_of_commands_comes_in_the_language_of_the_terminal():
    assert "Dit si le fichier de suivi est en bon état." in run("--help").output
    assert "Say whether the tracker file is sound." in run("--help", language="en_GB.UTF-8").output
    assert "Commandes" in run("--help", language="C.UTF-8").output
    assert run().exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("demo",),
        ("demo", "--to"),
        ("demo", "--size", "XL", "--to", "x.db"),
        ("demo", "--colour", "red"),
        ("export", "letter", "LYO-001"),
        ("export", "plan"),
        ("--language", "de", "check"),
        ("check", "twice"),
    ],
)
def test_a_command_that_is_mistyped_gets_one_sentence_with_the_way_out(words):
    assert "--help" in refused(*words)


# ------------------------------------------------------------------------- Invented people


def test_the_demonstration_is_made_beside_the_tracker_and_shows_its_accounts(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DB", str(tmp_path / "passerelle.db"))
    result = run("demonstration")
    assert result.exit_code == 0
    made = tmp_path / "demonstration.db"
    with tracker_file.open_tracker(made) as db:
        for account in demonstration.ready_accounts(db):
            assert account.login in result.output
            assert account.password in result.output
    first = made.stat().st_ino
    assert "déjà" in refused("demonstration")
    assert run("demonstration", "--if-missing").exit_code == 0
    assert made.stat().st_ino == first
    with made.open("rb"):  # a file that is still open leaves its number to no other
        assert run("demonstration", "--again").exit_code == 0
        assert made.stat().st_ino != first


def test_only_a_demonstration_is_replaced(tracker, tmp_path):
    sentence = refused("demonstration", "--to", tmp_path / "tracker.db", "--again")
    assert sentence == "Ce fichier n’est pas une démonstration. Il est resté tel quel."


def test_a_large_file_is_made_once(tmp_path):
    words = ("demo", "--size", "s", "--seed", "4", "--on", "2026-11-22", "--to")
    result = run(*words, tmp_path / "s.db")
    assert result.exit_code == 0
    assert "200 personnes inventées" in result.output
    with tracker_file.open_tracker(tmp_path / "s.db") as db:
        assert db["participants"].count == 200
    assert "déjà" in refused(*words, tmp_path / "s.db")


# -------------------------------------------------------------------------------- Rosters


def test_a_roster_is_looked_at_without_any_tracker(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DB", str(tmp_path / "none.db"))
    result = run("import-roster", ROSTER, "--dry-run")
    assert result.exit_code == 0
    assert "Ligne 12\u00a0: Date d'entrée\u00a0: Cette date n’existe pas" in result.output
    assert "Ligne 13\u00a0: Année de naissance" in result.output
    assert "2 lignes à corriger" in result.output
    assert not list(tmp_path.iterdir())


def test_a_roster_comes_in_once(tracker, coach, prefix):
    words = ("import-roster", ROSTER, "--cohort", prefix, "--by", "claire")
    dry = run(*words, "--dry-run")
    assert tracker["participants"].count == 0
    first = run(*words)
    assert first.output.startswith(dry.output.rstrip())
    assert "11 personnes ajoutées" in first.output
    people = list(tracker["participants"].rows)
    assert len(people) == 11
    assert not any(person["phone"] for person in people)
    assert {row["coach_id"] for row in tracker["enrolments"].rows} == {coach.id}
    again = run(*words)
    assert "0 personne ajoutée" in again.output
    assert list(tracker["participants"].rows) == people


def test_telephones_come_in_only_when_asked_for(tracker, coach, prefix):
    run("import-roster", ROSTER, "--cohort", "Lyon, automne", "--by", "claire", "--with-phone")
    assert any(person["phone"] for person in tracker["participants"].rows)


def test_an_administrator_brings_a_roster_in_for_a_coach(tracker, coach, prefix):
    an_administrator(tracker, login="admin")
    words = ("import-roster", ROSTER, "--cohort", prefix, "--by", "admin")
    run(*words, "--coach", "claire")
    assert {row["coach_id"] for row in tracker["enrolments"].rows} == {coach.id}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cohort", "LYO"), "--by"),
        ((), "--cohort"),
        (("--cohort", "LYO", "--dry-run"), "--by"),
        (("--cohort", "LYO", "--by", "nobody"), "identifiant"),
        (("--cohort", "Nantes", "--by", "claire"), "cohorte"),
    ],
)
def test_a_roster_needs_to_know_where_and_for_whom(tracker, coach, prefix, words, said):
    assert said in refused("import-roster", ROSTER, *words)
    assert tracker["participants"].count == 0


def test_a_mentor_brings_no_roster_in(tracker, prefix):
    a_mentor(tracker, login="marianne")
    refused("import-roster", ROSTER, "--cohort", prefix, "--by", "marianne")
    assert tracker["participants"].count == 0


def test_a_file_that_is_no_roster_is_refused(tracker, coach, prefix, tmp_path):
    words = ("--cohort", prefix, "--by", "claire")
    refused("import-roster", tmp_path / "missing.csv", *words)
    refused("import-roster", tmp_path, *words)
    (tmp_path / "picture.xlsx").write_bytes(b"PK\x03\x04 nothing")
    refused("import-roster", tmp_path / "picture.xlsx", *words)
    refused("import-roster", tmp_path / "picture.xlsx", "--dry-run")


# ------------------------------------------------------------------------------ Documents


@pytest.mark.parametrize(
    ("document", "who"), [("plan", "LYO-001"), ("summary", "lyo-001"), ("cohort", "Lyon, automne")]
)
def test_a_word_file_is_made_and_opens(tracker, coach, prefix, tmp_path, document, who):
    a_participant(tracker, coach=coach, cohort_id=1)
    path = tmp_path / "out.docx"
    result = run("export", document, who, "--by", "claire", "--to", path, "--language", "en")
    assert result.exit_code == 0
    assert Document(BytesIO(path.read_bytes())).paragraphs
    (kept,) = tracker["exports"].rows
    assert kept["language"] == "en"
    assert "déjà" in refused("export", document, who, "--by", "claire", "--to", path)


def test_figures_are_frozen_and_their_report_is_the_same_each_time(tracker, prefix, tmp_path):
    an_evaluator(tracker, login="evaluation")
    result = run("freeze", "Rapport de juin", "--by", "evaluation", "--only", "funnel")
    assert result.exit_code == 0
    assert "empreinte" in result.output
    files = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for path in files:
        words = ("export", "evaluation", "Rapport de juin", "--by", "evaluation", "--to", path)
        assert run(*words).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert "--help" in refused("freeze", "Rapport de juin", "--by", "evaluation", "--for", "me")
    refused(
        "freeze", "Rapport de juin", "--by", "evaluation", "--for", "committee", "--all-numbers"
    )
    refused("freeze", "Rapport de juin", "--by", "nobody")


def test_the_figures_of_the_month_are_fixed_before_anybody_waits(tracker: Database) -> None:
    a_cohort(tracker)
    an_evaluator(tracker, login="evaluation")
    today = clock.today()
    assert f"{today:%d/%m/%Y}" in run("fix-figures", "--by", "evaluation").stdout
    (kept,) = every(tracker, "SELECT fixed_on FROM published_counts")
    assert kept["fixed_on"] == today.isoformat()
    assert every(tracker, "SELECT 1 FROM published_masks")
    refused("fix-figures", "--by", "nobody")


def test_the_summary_for_the_person_is_another_one(tracker, coach, prefix, tmp_path):
    a_participant(tracker, coach=coach, cohort_id=1)
    words = ("export", "summary", "LYO-001", "--by", "claire", "--for-person", "--to")
    assert run(*words, tmp_path / "person.docx").exit_code == 0
    (kept,) = tracker["exports"].rows
    assert kept["document"] == "summary for the person"
    refused("export", "plan", *words[2:], tmp_path / "plan.docx")


@pytest.mark.parametrize(
    ("document", "who", "by"),
    [
        ("plan", "LYO-999", "claire"),
        ("plan", "LYO-001", "nobody"),
        ("plan", "LYO-001", "marianne"),
        ("summary", "LYO-001", "evaluation"),
        ("cohort", "Nantes", "claire"),
        ("cohort", "LYO", "marianne"),
        ("evaluation", "Rapport de juin", "evaluation"),
        ("evaluation", "Rapport de juin", "marianne"),
    ],
)
def test_a_word_file_needs_the_right_to_it(tracker, coach, prefix, tmp_path, document, who, by):
    a_participant(tracker, coach=coach, cohort_id=1)
    a_mentor(tracker, login="marianne")
    an_evaluator(tracker, login="evaluation")
    refused("export", document, who, "--by", by, "--to", tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()
    assert tracker["exports"].count == 0


def test_a_word_file_goes_into_a_folder_that_exists(tracker, coach, prefix, tmp_path):
    a_participant(tracker, coach=coach, cohort_id=1)
    refused("export", "plan", "LYO-001", "--by", "claire", "--to", tmp_path / "none" / "out.docx")


# ----------------------------------------------------------------------------- Invitations


def test_a_link_lets_somebody_choose_their_password_once(tracker):
    an_administrator(tracker, login="admin")
    a_mentor(tracker, login="marianne", name="Marianne Aubry")
    result = run("invite", "marianne", "--by", "admin", "--address", "https://suivi.example/")
    address = result.output.strip().splitlines()[-1]
    assert address.startswith("https://suivi.example/invitation/")
    link = address.rsplit("/", 1)[1]
    accounts.accept_invitation(tracker, link, "une tasse et trois cailloux", now=clock.now())
    assert staff.find(tracker, "marianne").has_password
    (kept,) = every(tracker, "SELECT purpose FROM invitations")
    assert kept["purpose"] == "invitation"
    run("invite", "marianne", "--by", "admin")
    purposes = [row["purpose"] for row in every(tracker, "SELECT purpose FROM invitations")]
    assert purposes == ["invitation", "reset"]


def test_only_an_administrator_invites(tracker, coach):
    an_administrator(tracker, login="admin")
    a_mentor(tracker, login="marianne")
    refused("invite", "marianne", "--by", "claire")
    refused("invite", "marianne", "--by", "nobody")
    refused("invite", "nobody", "--by", "admin")
    assert tracker["invitations"].count == 0


# --------------------------------------------------------------------------------- Safety


def test_a_backup_holds_what_the_tracker_holds(tracker, coach, prefix, tmp_path):
    a_participant(tracker, coach=coach, cohort_id=1)
    result = run("backup", tmp_path / "copy.db")
    assert result.exit_code == 0
    assert "1 personne suivie" in result.output
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    restored = connect(tmp_path / "copy.db")
    for table in ("participants", "enrolments", "stage_moves", "staff", "history"):
        assert list(restored[table].rows) == list(tracker[table].rows)
    restored.conn.close()
    assert every(tracker, "SELECT 1 FROM audit WHERE event = 'backup.made'")


def test_a_backup_made_while_somebody_writes_is_whole(tracker, tmp_path):
    file = tmp_path / "tracker.db"
    stop, written = threading.Event(), []

    def keep_writing() -> None:
        db = connect(file)
        while not stop.is_set():
            with transaction(db):  # an organisation and its place, always together
                name = f"n{len(written)}"
                insert(db, "organisations", {"name": name, "kind": "operator"})
                insert(db, "sites", {"name": name, "kind": "other", "departement": "69"})
            written.append(name)
            stop.wait(0.002)
        db.conn.close()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for number in range(10):
            before = len(written)
            copy = tmp_path / f"copy{number}.db"
            assert run("backup", copy).exit_code == 0
            restored = connect(copy)
            names = [row["name"] for row in restored["organisations"].rows]
            places = [row["name"] for row in restored["sites"].rows]
            with tracker_file.open_tracker(copy) as opened:
                assert backups.inspect(opened).rows > 0
            restored.conn.close()
            assert names == places
            assert len(names) >= before
    finally:
        stop.set()
        writer.join()


def test_a_backup_never_takes_the_place_of_a_file(tracker, tmp_path):
    there = tmp_path / "there.db"
    there.write_bytes(b"precious")
    refused("backup", there)
    refused("backup", tmp_path / "none" / "copy.db")
    assert there.read_bytes() == b"precious"
    assert not list(tmp_path.glob("*.new"))


def test_a_sound_tracker_is_said_to_be_sound(tracker):
    result = run("check", language="en_GB.UTF-8")
    assert result.exit_code == 0
    assert "The tracker file is sound" in result.output


def test_a_damaged_tracker_is_said_to_be_damaged(tmp_path, monkeypatch):
    path = tracker_file.create(tmp_path / "tracker.db")
    db = connect(path)
    for number in range(300):
        insert(db, "organisations", {"name": f"Association {number}", "kind": "operator"})
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("PRAGMA journal_mode=DELETE")
    (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'organisations'").fetchone()  # fmt: skip
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.conn.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size + 8 : (page - 1) * size + 64] = b"\xff" * 56
    path.write_bytes(bytes(content))
    monkeypatch.setenv("PASSERELLE_DB", str(path))
    refused("check")
    refused("backup", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_missing_or_foreign_file_gets_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DB", str(tmp_path / "none.db"))
    missing = refused("check")
    (tmp_path / "foreign.db").write_bytes(b"not a database at all, only some words" * 50)
    monkeypatch.setenv("PASSERELLE_DB", str(tmp_path / "foreign.db"))
    assert refused("check") != missing


# ---------------------------------------------------------------------------------- Tables


def test_a_table_is_written_with_its_rows(tracker, coach, prefix, tmp_path):
    a_participant(tracker, coach=coach, cohort_id=1)
    words = ("export-data", "people", "--by", "claire", "--to")
    result = run(*words, tmp_path / "people.csv", "--cohort", prefix)
    assert "1 enregistrement" in result.output
    assert (tmp_path / "people.csv").read_text("utf-8-sig").count("LYO-001") == 1
    assert "déjà" in refused(*words, tmp_path / "people.csv")
    result = run(
        "export-data", "all", "--by", "claire", "--form", "xlsx", "--to", tmp_path / "all.xlsx"
    )
    assert result.exit_code == 0


def test_a_table_that_is_refused_leaves_no_file(tracker, coach, prefix, tmp_path):
    an_evaluator(tracker, login="sophie")
    a_mentor(tracker, login="marianne")
    for login in ("sophie", "marianne"):
        refused("export-data", "people", "--by", login, "--to", tmp_path / "people.csv")
    assert not (tmp_path / "people.csv").exists()
