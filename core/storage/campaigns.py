"""Evaluation campaigns, and what is told of each person in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from core.storage.counting import tuples
from core.storage.rows import every as every_row
from core.storage.rows import insert as insert_row
from core.storage.rows import one

_SHOWN = """
    SELECT id, name, opened_on, closed_on, k, left_out,
           (SELECT count(DISTINCT participant_id) FROM campaign_people
            WHERE campaign_id = campaigns.id) AS people
    FROM campaigns
"""


def insert(db: Database, **values: Any) -> int:
    return insert_row(db, "campaigns", values)


def close(db: Database, campaign_id: int, day: str) -> None:
    db.execute("UPDATE campaigns SET closed_on = ? WHERE id = ?", [day, campaign_id])


def every(db: Database) -> list[dict[str, Any]]:
    """Without their secret, newest first."""
    return every_row(db, f"{_SHOWN} ORDER BY id DESC")


def current(db: Database) -> dict[str, Any] | None:
    return one(db, f"{_SHOWN} WHERE closed_on IS NULL")


def profiles(db: Database, day: str) -> list[tuple[Any, ...]]:
    """Everybody who has entered by a day, support by support: participant, enrolment, arm, entry, year of
    birth, sex, situation at entry, département."""
    sql = """
        SELECT p.id, e.id, c.arm, e.entered_on, p.birth_year, p.sex,
               (SELECT kind FROM situations AS t
                WHERE t.participant_id = p.id AND t.starts_on <= e.entered_on
                ORDER BY t.starts_on DESC, t.id DESC LIMIT 1),
               p.departement
        FROM enrolments AS e
        JOIN cohorts AS c ON c.id = e.cohort_id
        JOIN participants AS p ON p.id = e.participant_id
        WHERE e.entered_on <= :day ORDER BY p.id, e.entered_on, e.id
    """
    return tuples(db, sql, {"day": day})


def keep_people(db: Database, rows: Iterable[Sequence[Any]]) -> None:
    """Campaign, enrolment, participant, pseudonym, then the profile in its own order."""
    db.conn.executemany("INSERT INTO campaign_people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def masked(db: Database, campaign_id: int, fields: Sequence[str], word: str) -> dict[str, int]:
    """How many rows of a campaign have each field masked, and under "" how many there are."""
    counts = ", ".join(f"sum({field} = :word) AS {field}" for field in fields)
    sql = f"SELECT count(*) AS n, {counts} FROM campaign_people WHERE campaign_id = :campaign"
    found = one(db, sql, {"word": word, "campaign": campaign_id}) or {}
    return {"": found["n"]} | {field: found[field] or 0 for field in fields}
