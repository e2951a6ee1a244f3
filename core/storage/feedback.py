"""Feedback that mentors gave, with its marks."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row

_FIELDS = """
    feedback.id, pair_id, met_on, held, cause, worked_on, strengths, next_step, next_step_on,
    alert, answer, answer_comment, feedback.version, feedback.recorded_at, feedback.recorded_by,
    p.participant_id, p.mentor_id, staff.name AS mentor
"""
_JOINED = """
    FROM feedback JOIN mentor_pairs AS p ON p.id = pair_id JOIN staff ON staff.id = p.mentor_id
"""
_LATEST_FIRST = "ORDER BY met_on DESC, feedback.id DESC"


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "feedback", values)


def update(db: Database, feedback_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "feedback", feedback_id, values)


def set_marks(db: Database, feedback_id: int, marks: Mapping[str, tuple[int, str]]) -> None:
    """Put these marks in the place of those that are kept."""
    db.execute("DELETE FROM feedback_marks WHERE feedback_id = ?", [feedback_id])
    for criterion, (mark, example) in marks.items():
        values = {"criterion": criterion, "mark": mark, "example": example}
        insert_row(db, "feedback_marks", {"feedback_id": feedback_id, **values})


def marks(db: Database, feedback_ids: Sequence[int]) -> dict[int, dict[str, tuple[int, str]]]:
    """Each feedback's marks: criterion → (mark, example)."""
    places = ", ".join("?" * len(feedback_ids))
    sql = f"""
        SELECT feedback_id, criterion, mark, example FROM feedback_marks
        WHERE feedback_id IN ({places})
    """
    found: dict[int, dict[str, tuple[int, str]]] = {key: {} for key in feedback_ids}
    for row in every(db, sql, list(feedback_ids)):
        found[row["feedback_id"]][row["criterion"]] = (row["mark"], row["example"])
    return found


def by_id(db: Database, feedback_id: int) -> dict[str, Any] | None:
    return one(db, f"SELECT {_FIELDS} {_JOINED} WHERE feedback.id = ?", [feedback_id])


def of_pair(db: Database, pair_id: int) -> list[dict[str, Any]]:
    return every(db, f"SELECT {_FIELDS} {_JOINED} WHERE pair_id = ? {_LATEST_FIRST}", [pair_id])


def of_participant(
    db: Database, participant_id: int, *, mentor_id: int | None
) -> list[dict[str, Any]]:
    """Latest first; of one mentor only, or of all of them (None)."""
    sql = f"""
        SELECT {_FIELDS} {_JOINED}
        WHERE p.participant_id = :person AND (:mentor IS NULL OR p.mentor_id = :mentor)
        {_LATEST_FIRST}
    """
    return every(db, sql, {"person": participant_id, "mentor": mentor_id})


def on_day(db: Database, pair_id: int, met_on: str) -> dict[str, Any] | None:
    return one(db, "SELECT id FROM feedback WHERE pair_id = ? AND met_on = ?", [pair_id, met_on])
