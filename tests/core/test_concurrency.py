"""Twenty people write at once: nothing is lost, nobody is told that the file is busy, stale saves are told."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier
from types import ModuleType
from typing import Any

import pytest
from sqlite_utils import Database

from core import notes, participants, sessions, staff, stages
from core import tracker as tracker_file
from core.errors import AlreadySaved, StaleRecord
from core.notes import Draft, Level
from core.permissions import Action
from core.sessions import Session
from core.storage.database import connect, transaction
from core.tracker import open_tracker
from tests.factories import TODAY, a_coach, a_cohort, a_participant

WRITERS, PROCESSES = 20, 4
ROUNDS = 2
STAGES = ("met", "entered")


@pytest.fixture(autouse=True)
def nothing_to_run_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process begins by running the main module, and a page tried before has put itself there."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tracker_file.create(tmp_path / "tracker.db")


@pytest.fixture
def kept(file: Path) -> Iterator[Database]:
    """What the file holds, read by somebody who writes nothing."""
    db = connect(file)
    yield db
    db.conn.close()


def a_cohort_of_twenty(db: Database) -> tuple[int, int, list[int]]:
    """A coach, their cohort and the people in it."""
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    people = [a_participant(db, coach=coach, cohort_id=cohort_id) for _one in range(WRITERS)]
    return coach.id, cohort_id, people


def a_day_of_work(file: Path, coach_id: int, cohort_id: int, person_id: int) -> None:
    """A stage, a workshop, an interview and a note, several times over, each on its own connection."""
    for at in range(ROUNDS):
        with open_tracker(file) as db:
            coach = staff.get(db, coach_id)
            stages.move(db, person_id, STAGES[at], on=TODAY, by=coach, today=TODAY)
        with open_tracker(file) as db:
            workshop = Session(
                cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=120, held_by=coach_id
            )
            sessions.record(db, workshop, by=coach, today=TODAY)
        with open_tracker(file) as db:
            sessions.interview(
                db, person_id, held_on=TODAY, note=Draft(body=f"Entretien {at}", level=Level.TEAM),
                by=coach, today=TODAY,
            )  # fmt: skip
        with open_tracker(file) as db:
            body = f"Note {at} pour {person_id}"
            notes.write(db, person_id, Draft(body=body, level=Level.TEAM), by=coach, today=TODAY)


def several_days_of_work(file: Path, coach_id: int, cohort_id: int, people: list[int]) -> int:
    """What one process does: a thread for each of its people. Returns how many were done."""
    with ThreadPoolExecutor(len(people)) as writers:
        done = [
            writers.submit(a_day_of_work, file, coach_id, cohort_id, person) for person in people
        ]
        return sum(one.result() is None for one in done)


def assert_nothing_is_lost(kept: Database, people: list[int]) -> None:
    assert kept.table("stage_moves").count_where("reason IS NULL") >= ROUNDS * len(people)
    assert kept.table("sessions").count == 2 * ROUNDS * len(people)
    assert kept.table("notes").count == 2 * ROUNDS * len(people)
    ((marks,),) = kept.execute("SELECT count(*) FROM attendance").fetchall()
    assert marks == ROUNDS * len(people) * (len(people) + 1)
    for event, times in (
        ("stage.moved", ROUNDS), ("session.recorded", 2 * ROUNDS), ("note.written", 2 * ROUNDS),
    ):  # fmt: skip
        assert kept.table("audit").count_where("event = ?", [event]) == times * len(people)
    assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert kept.execute("PRAGMA foreign_key_check").fetchall() == []


def test_twenty_threads_lose_nothing_and_never_find_the_file_locked(
    file: Path, kept: Database
) -> None:
    coach_id, cohort_id, people = a_cohort_of_twenty(kept)
    assert several_days_of_work(file, coach_id, cohort_id, people) == WRITERS
    assert_nothing_is_lost(kept, people)


def test_four_processes_lose_nothing_and_never_find_the_file_locked(
    file: Path, kept: Database
) -> None:
    coach_id, cohort_id, people = a_cohort_of_twenty(kept)
    each = WRITERS // PROCESSES
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        done = [
            processes.submit(several_days_of_work, file, coach_id, cohort_id, people[at : at + each])
            for at in range(0, WRITERS, each)
        ]  # fmt: skip
        assert [one.result() for one in done] == [each] * PROCESSES
    assert_nothing_is_lost(kept, people)


def at_once(deed: Callable[[int], Any]) -> list[Any]:
    """Do something from twenty threads that start together; what each of them got."""
    ready = Barrier(WRITERS)

    def start(number: int) -> Any:
        ready.wait()
        return deed(number)

    with ThreadPoolExecutor(WRITERS) as writers:
        return list(writers.map(start, range(WRITERS)))


def test_of_twenty_who_correct_the_same_note_one_succeeds_and_the_others_are_shown_both_texts(
    file: Path, kept: Database
) -> None:
    coach_id, _cohort, (person, *_others) = a_cohort_of_twenty(kept)
    coach = staff.get(kept, coach_id)
    note = notes.write(
        kept, person, Draft(body="Au départ", level=Level.TEAM), by=coach, today=TODAY
    )

    def correct(number: int) -> StaleRecord | str:
        draft = Draft(body=f"Correction {number}", level=Level.TEAM)
        with open_tracker(file) as db:
            try:
                notes.change(db, note, draft, by=coach, version=1)
            except StaleRecord as stale:
                return stale
        return draft.body

    got = at_once(correct)
    (first,) = (text for text in got if isinstance(text, str))
    now = notes.get(kept, note, by=coach)
    assert (now.body, now.version) == (first, 2)
    for number, stale in enumerate(got):
        if isinstance(stale, StaleRecord):
            assert (stale.theirs, stale.yours) == (first, f"Correction {number}")


def test_twenty_who_read_again_after_a_conflict_all_end_up_in_the_history(
    file: Path, kept: Database
) -> None:
    coach_id, _cohort, (person, *_others) = a_cohort_of_twenty(kept)
    coach = staff.get(kept, coach_id)

    def add_a_step(number: int) -> None:
        while True:
            with open_tracker(file) as db, suppress(StaleRecord):
                seen = participants.get(db, person, by=coach, to=Action.EDIT_PARTICIPANT)
                participants.set_next_step(
                    db, person, f"Pas {number}", TODAY, by=coach, version=seen.version
                )
                return

    at_once(add_a_step)
    rows = kept.query("SELECT new FROM history WHERE field = 'next_step'")
    written = {str(row["new"]).strip('"') for row in rows}
    assert written >= {f"Pas {number}" for number in range(WRITERS)}
    version = participants.get(kept, person, by=coach, to=Action.EDIT_PARTICIPANT).version
    assert version == WRITERS + 1


def test_the_same_form_sent_twenty_times_is_saved_once(file: Path, kept: Database) -> None:
    coach_id, _cohort, (person, *_others) = a_cohort_of_twenty(kept)
    coach = staff.get(kept, coach_id)

    def send(_number: int) -> bool:
        with open_tracker(file) as db:
            draft = Draft(body="Une seule fois", level=Level.TEAM)
            try:
                notes.write(db, person, draft, by=coach, today=TODAY, token="the same form")
            except AlreadySaved:
                return False
            return True

    assert sum(at_once(send)) == 1
    assert kept.table("notes").count == 1


def write_and_be_interrupted(file: Path, coach_id: int, person: int) -> None:
    """A process that ends in the middle of its transaction, as when the machine loses power."""
    with open_tracker(file) as db, transaction(db):
        draft = Draft(body="À moitié", level=Level.TEAM)
        notes.keep(db, person, draft, session_id=None, written_on=TODAY, by=staff.get(db, coach_id))
        os._exit(9)


def test_a_writer_interrupted_in_the_middle_leaves_nothing_and_blocks_nobody(
    file: Path, kept: Database
) -> None:
    coach_id, _cohort, (person, *_others) = a_cohort_of_twenty(kept)
    coach = staff.get(kept, coach_id)
    before = kept.table("audit").count
    half = Draft(body="À moitié", level=Level.TEAM)

    def stop_in_the_middle() -> None:
        with open_tracker(file) as db, transaction(db):
            notes.keep(db, person, half, session_id=None, written_on=TODAY, by=coach)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_in_the_middle()

    process = get_context("spawn").Process(
        target=write_and_be_interrupted, args=(file, coach_id, person)
    )
    process.start()
    process.join()
    assert process.exitcode == 9

    assert kept.table("notes").count == 0
    assert kept.table("audit").count == before
    notes.write(kept, person, Draft(body="Entière", level=Level.TEAM), by=coach, today=TODAY)
    assert [row["body"] for row in kept.table("notes").rows] == ["Entière"]
