"""Participants with their latest enrolment."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one, wanted
from core.storage.rows import insert as insert_row
from core.storage.rows import update as update_row

# The open enrolment if there is one, else the latest.
_LATEST = """
    enrolments.id = (SELECT id FROM enrolments AS e WHERE e.participant_id = participants.id
                     ORDER BY (ended_on IS NULL) DESC, entered_on DESC, id DESC LIMIT 1)
"""
_NAMES = """
    JOIN cohorts ON cohorts.id = enrolments.cohort_id
    LEFT JOIN staff ON staff.id = enrolments.coach_id
"""
_JOINED = f"""
    FROM participants
    JOIN enrolments ON enrolments.participant_id = participants.id AND {_LATEST}
    {_NAMES}
"""
_FIELDS = """
    participants.*, enrolments.id AS enrolment_id, enrolments.cohort_id, cohorts.name AS cohort,
    cohorts.closed_on, enrolments.coach_id, staff.name AS coach, enrolments.entered_on,
    enrolments.ended_on, enrolments.exit_kind
"""
_RELATED = f"""
    SELECT {_FIELDS},
        EXISTS (SELECT 1 FROM cohort_organisations AS o JOIN staff AS me ON me.id = :staff
                WHERE o.cohort_id = enrolments.cohort_id
                  AND o.organisation_id = me.organisation_id) AS is_ours,
        EXISTS (SELECT 1 FROM mentor_pairs WHERE participant_id = participants.id
                AND mentor_id = :staff AND ends_on IS NULL) AS is_mentee
    {_JOINED}
"""


# A word: how it may be written (_ stands for any sign), and pieces of which each writing holds one.
Word = tuple[Sequence[str], Sequence[str]]


def by_id(db: Database, participant_id: int, *, staff_id: int) -> dict[str, Any] | None:
    return one(
        db, f"{_RELATED} WHERE participants.id = :id", {"id": participant_id, "staff": staff_id}
    )


def by_code(db: Database, code: str, *, staff_id: int) -> dict[str, Any] | None:
    return one(db, f"{_RELATED} WHERE code = :code", {"code": code, "staff": staff_id})


def insert(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "participants", values)


def insert_enrolment(db: Database, values: Mapping[str, Any]) -> int:
    return insert_row(db, "enrolments", values)


def update(db: Database, participant_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "participants", participant_id, values)


def update_enrolment(db: Database, enrolment_id: int, values: Mapping[str, Any]) -> None:
    update_row(db, "enrolments", enrolment_id, values)


def enrolment(db: Database, enrolment_id: int) -> dict[str, Any]:
    return every(db, "SELECT * FROM enrolments WHERE id = ?", [enrolment_id])[0]


_STAGE = """
    (SELECT stage FROM stage_moves AS m WHERE m.enrolment_id = enrolments.id AND +cancels IS NULL
       AND NOT EXISTS (SELECT 1 FROM stage_moves AS c WHERE c.cancels = m.id)
     ORDER BY moved_on DESC, id DESC LIMIT 1)
"""
_LAST_SESSION = """
    (SELECT max(held_on) FROM attendance JOIN sessions ON sessions.id = session_id
     WHERE attendance.participant_id = participants.id AND mark IN ('present', 'late'))
"""


def _enrolled(scope: Mapping[str, Any], join: str = "JOIN") -> str:
    """People and their enrolment. The open one, at most one, needs no comparison with the others."""
    which = "enrolments.ended_on IS NULL" if scope.get("ended") is False else _LATEST
    return f"""
        FROM participants
        {join} enrolments ON enrolments.participant_id = participants.id AND {which}
    """


def _within(scope: Mapping[str, Any]) -> str:
    """Scope: organisation, cohort, coach, ended, stage (None = any)."""
    asked = wanted(
        scope,
        organisation="""enrolments.cohort_id IN (
            SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)""",
        cohort="enrolments.cohort_id = :cohort",
        coach="enrolments.coach_id = :coach",
        ended=f"enrolments.ended_on IS {'NOT ' if scope.get('ended') else ''}NULL",
        stage=f"{_STAGE} = :stage",
    )
    return f"WHERE participants.standing = 'active' AND {asked}"


def page(
    db: Database, scope: Mapping[str, Any], words: Sequence[Word], *, limit: int, offset: int
) -> list[dict[str, Any]]:
    """Some lines of the list, by name; scope: organisation, cohort, coach, ended, stage (None = any)."""
    # Among everybody, a page is found by walking through the names, not by sorting all the enrolments.
    narrowed = words or any(scope.get(name) for name in ("organisation", "cohort", "coach"))
    enrolled = _enrolled(scope, "JOIN" if narrowed else "CROSS JOIN")
    sql = f"""
        SELECT {_FIELDS}, {_STAGE} AS stage, {_LAST_SESSION} AS last_session
        {enrolled} {_NAMES} {_within(scope)} {_matching(words)}
        ORDER BY last_name, first_name, participants.id LIMIT :limit OFFSET :offset
    """
    return every(db, sql, {**scope, **_patterns(words), "limit": limit, "offset": offset})


def count(db: Database, scope: Mapping[str, Any], words: Sequence[Word]) -> int:
    sql = f"SELECT count(*) AS n {_enrolled(scope)} {_within(scope)} {_matching(words)}"
    return int(every(db, sql, {**scope, **_patterns(words)})[0]["n"])


def of_cohort(
    db: Database, cohort_id: int, *, organisation: int | None, also: int
) -> list[dict[str, Any]]:
    """People whose support goes on in a cohort, and one more of it, by name."""
    sql = f"""
        SELECT participants.id, code, first_name, last_name
        FROM enrolments JOIN participants ON participants.id = participant_id
        WHERE cohort_id = :cohort AND (ended_on IS NULL OR participants.id = :also)
          AND {_LATEST} AND standing = 'active' AND (:organisation IS NULL OR cohort_id IN (
            SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation))
        ORDER BY last_name, first_name, participants.id
    """
    return every(db, sql, {"cohort": cohort_id, "organisation": organisation, "also": also})


def nearest(
    db: Database, words: Sequence[Word], *, organisation: int | None, limit: int
) -> list[dict[str, Any]]:
    """A few people, current or not, whose words match, in the order of what is searched."""
    return _named(db, _matching(words), _patterns(words), organisation=organisation, limit=limit)


def beginning(
    db: Database, words: Sequence[str], *, organisation: int | None, limit: int
) -> list[dict[str, Any]]:
    """The same, where each word begins one of theirs."""
    match = "".join(
        f" AND (search LIKE :first{at} OR search LIKE :later{at})" for at in range(len(words))
    )
    patterns = {f"first{at}": f"{word}%" for at, word in enumerate(words)}
    patterns |= {f"later{at}": f"% {word}%" for at, word in enumerate(words)}
    return _named(db, match, patterns, organisation=organisation, limit=limit)


def _named(
    db: Database, match: str, patterns: Mapping[str, str], *, organisation: int | None, limit: int
) -> list[dict[str, Any]]:
    """Among everybody, the index of what is searched is walked through until there are enough."""
    everybody = f"""
        SELECT id FROM participants WHERE standing = 'active' {match} ORDER BY search LIMIT :limit
    """
    # A house has some hundreds of people: it begins with them.
    of_one_house = f"""
        SELECT participants.id FROM cohort_organisations
        CROSS JOIN enrolments AS theirs ON theirs.cohort_id = cohort_organisations.cohort_id
        CROSS JOIN participants ON participants.id = theirs.participant_id
        WHERE organisation_id = :organisation AND standing = 'active' {match}
    """
    # Somebody who has left it for another is found there, and no longer here.
    still = """
        AND enrolments.cohort_id IN
            (SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)
    """
    sql = f"""
        SELECT code, first_name, last_name, project, cohorts.name AS cohort, enrolments.ended_on
        FROM participants JOIN enrolments ON enrolments.participant_id = participants.id AND {_LATEST}
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE participants.id IN ({everybody if organisation is None else of_one_house})
            {"" if organisation is None else still}
        ORDER BY search LIMIT :limit
    """
    values = {**patterns, "organisation": organisation, "limit": limit}
    return every(db, sql, values)


def _matching(words: Sequence[Word]) -> str:
    """Each word in one of its spellings; its pieces first, which are fewer."""
    clauses = []
    for at, (spellings, pieces) in enumerate(words):
        either = " OR ".join(f"search LIKE :word{at}_{one}" for one in range(len(spellings)))
        held = " OR ".join(f"instr(search, :piece{at}_{one})" for one in range(len(pieces)))
        clauses.append(f" AND ({held})" * bool(pieces) + f" AND ({either})")
    return "".join(clauses)


def _patterns(words: Sequence[Word]) -> dict[str, str]:
    spelled = {
        f"word{at}_{one}": f"%{spelling}%"
        for at, (spellings, _pieces) in enumerate(words)
        for one, spelling in enumerate(spellings)
    }
    held = {
        f"piece{at}_{one}": piece
        for at, (_spellings, pieces) in enumerate(words)
        for one, piece in enumerate(pieces)
    }
    return spelled | held
