"""Juries, who sits on them, each member's marks, and the decisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one, update, wanted

_JURIES = """
    SELECT juries.*, first_name, last_name, code, project, standing, opener.name AS opener,
           recorder.name AS recorder, plan_versions.name AS plan_name, frozen_on,
           (SELECT verdict FROM jury_decisions WHERE jury_id = juries.id ORDER BY id DESC LIMIT 1)
               AS verdict
    FROM juries JOIN participants ON participants.id = juries.participant_id
    JOIN staff AS recorder ON recorder.id = juries.recorded_by
    LEFT JOIN staff AS opener ON opener.id = opened_by
    LEFT JOIN plan_versions ON plan_versions.id = plan_version_id
"""

# The juries of people followed now, as what waits shows them.
_FOLLOWED = """
    SELECT juries.id AS jury_id, participants.id, code, first_name, last_name, {more}
    FROM enrolments AS e JOIN participants ON participants.id = e.participant_id
    JOIN juries ON juries.participant_id = participants.id {join}
    WHERE e.ended_on IS NULL AND standing = 'active' AND called_off IS NULL AND {within} AND
"""
_OURS = "e.cohort_id IN (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)"


def insert_jury(db: Database, values: Mapping[str, Any]) -> int:
    return insert(db, "juries", values)


def update_jury(db: Database, jury_id: int, values: Mapping[str, Any]) -> None:
    update(db, "juries", jury_id, values)


def touch(db: Database, jury_id: int) -> None:
    """What stands around a jury changed: whoever saw it before looks again."""
    db.execute("UPDATE juries SET version = version + 1 WHERE id = ?", [jury_id])


def open_deliberation(db: Database, jury_id: int, *, staff_id: int) -> None:
    db.execute(
        """
        UPDATE juries SET opened_by = ?, opened_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
               version = version + 1 WHERE id = ?
        """,
        [staff_id, jury_id],
    )


def by_id(db: Database, jury_id: int) -> dict[str, Any] | None:
    return one(db, f"{_JURIES} WHERE juries.id = ?", [jury_id])


def of(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """Somebody's juries, the latest day first."""
    sql = f"{_JURIES} WHERE juries.participant_id = ? ORDER BY held_on DESC, juries.id DESC"
    return every(db, sql, [participant_id])


def sat_on(db: Database, staff_id: int) -> list[dict[str, Any]]:
    """The juries that wait for somebody: neither decided nor called off, in the order of their days."""
    sql = """
        SELECT juries.id, held_on, first_name, project, opened_at, handed_in_at
        FROM jury_members JOIN juries ON juries.id = jury_id
        JOIN participants ON participants.id = participant_id
        WHERE staff_id = ? AND NOT excused AND called_off IS NULL AND standing = 'active'
          AND NOT EXISTS (SELECT 1 FROM jury_decisions AS d WHERE d.jury_id = juries.id)
        ORDER BY held_on, juries.id
    """
    return every(db, sql, [staff_id])


def undecided(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Juries without a decision whose day has come or comes `soon`, of the people of a scope."""
    sql = (
        _followed(scope, "held_on, project AS what, NULL AS place")
        + """
        held_on <= :soon
          AND NOT EXISTS (SELECT 1 FROM jury_decisions AS d WHERE d.jury_id = juries.id)
        ORDER BY held_on, juries.id LIMIT :longest
    """
    )
    return every(db, sql, scope)


def conditions_due(db: Database, scope: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Conditions whose day has come, of the decision that holds: no jury of the person decided since."""
    sql = (
        _followed(
            scope,
            "due_on AS held_on, what, place",
            """
        JOIN jury_decisions AS d ON d.jury_id = juries.id
        JOIN jury_conditions ON decision_id = d.id
    """,
        )
        + """
        due_on <= :today
          AND NOT EXISTS (SELECT 1 FROM jury_decisions AS later JOIN juries AS of ON of.id = later.jury_id
                          WHERE of.participant_id = participants.id AND later.id > d.id)
        ORDER BY due_on, juries.id, place LIMIT :longest
    """
    )
    return every(db, sql, scope)


def _followed(scope: Mapping[str, Any], more: str, join: str = "") -> str:
    within = wanted(scope, coach="e.coach_id = :coach", organisation=_OURS)
    return _FOLLOWED.format(more=more, join=join, within=within)


def grids(db: Database, cohort_id: int) -> list[dict[str, Any]]:
    """The versions of a cohort's programme: the cohort's own, then the newest."""
    sql = """
        SELECT other.id, other.definition FROM cohorts
        JOIN programmes AS own ON own.id = programme_id
        JOIN programmes AS other ON other.key = own.key
        WHERE cohorts.id = ? ORDER BY other.id = own.id DESC, other.version DESC
    """
    return every(db, sql, [cohort_id])


def insert_member(db: Database, values: Mapping[str, Any]) -> int:
    return insert(db, "jury_members", values)


def update_member(db: Database, member_id: int, values: Mapping[str, Any]) -> None:
    update(db, "jury_members", member_id, values)


def hand_in(db: Database, member_id: int, *, staff_id: int) -> None:
    db.execute(
        """
        UPDATE jury_members SET typed_by = ?, handed_in_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE id = ?
        """,
        [staff_id, member_id],
    )


def members(db: Database, jury_id: int) -> list[dict[str, Any]]:
    """Who sits on a jury, with their account's role and what they are to the participant."""
    sql = """
        SELECT m.*, coalesce(staff.name, m.name) AS who, staff.role, typist.name AS typist,
            EXISTS (SELECT 1 FROM enrolments AS e WHERE e.participant_id = juries.participant_id
                    AND ended_on IS NULL AND coach_id = m.staff_id) AS is_coach,
            EXISTS (SELECT 1 FROM mentor_pairs AS p WHERE p.participant_id = juries.participant_id
                    AND ends_on IS NULL AND mentor_id = m.staff_id) AS is_mentor
        FROM jury_members AS m JOIN juries ON juries.id = jury_id
        LEFT JOIN staff ON staff.id = m.staff_id LEFT JOIN staff AS typist ON typist.id = typed_by
        WHERE jury_id = ? ORDER BY m.id
    """
    return every(db, sql, [jury_id])


def member(db: Database, member_id: int) -> dict[str, Any] | None:
    return one(db, "SELECT * FROM jury_members WHERE id = ?", [member_id])


def set_marks(db: Database, member_id: int, marks: Mapping[str, tuple[int, str]]) -> None:
    """Put these marks in the place of those that are kept."""
    db.execute("DELETE FROM jury_marks WHERE member_id = ?", [member_id])
    for criterion, (level, comment) in marks.items():
        values = {"criterion": criterion, "level": level, "comment": comment}
        insert(db, "jury_marks", {"member_id": member_id, **values})


def marks(db: Database, member_ids: Sequence[int]) -> dict[int, dict[str, tuple[int, str]]]:
    """Each member's marks: criterion → (level, comment)."""
    places = ", ".join("?" * len(member_ids))
    sql = f"SELECT * FROM jury_marks WHERE member_id IN ({places})"
    found: dict[int, dict[str, tuple[int, str]]] = {key: {} for key in member_ids}
    for row in every(db, sql, list(member_ids)):
        found[row["member_id"]][row["criterion"]] = (row["level"], row["comment"])
    return found


def insert_decision(
    db: Database, values: Mapping[str, Any], conditions: Sequence[tuple[str, str]]
) -> int:
    decision_id = insert(db, "jury_decisions", values)
    for place, (what, due_on) in enumerate(conditions, start=1):
        line = {"decision_id": decision_id, "place": place, "what": what, "due_on": due_on}
        insert(db, "jury_conditions", line)
    return decision_id


def decisions(db: Database, jury_id: int) -> list[dict[str, Any]]:
    """The entries of a jury, the one that holds first."""
    sql = """
        SELECT jury_decisions.*, staff.name AS who
        FROM jury_decisions JOIN staff ON staff.id = recorded_by
        WHERE jury_id = ? ORDER BY jury_decisions.id DESC
    """
    return every(db, sql, [jury_id])


def conditions(db: Database, jury_id: int) -> list[dict[str, Any]]:
    sql = """
        SELECT c.* FROM jury_conditions AS c JOIN jury_decisions AS d ON d.id = decision_id
        WHERE jury_id = ? ORDER BY decision_id, place
    """
    return every(db, sql, [jury_id])
