"""Forecasts, one row for each participant, and the turnover received month by month."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, one


def of(db: Database, participant_id: int) -> dict[str, Any] | None:
    sql = """
        SELECT inputs, steps, checks, forecasts.version, saved_at, staff.name AS who
        FROM forecasts JOIN staff ON staff.id = saved_by WHERE participant_id = ?
    """
    return one(db, sql, [participant_id])


def put(
    db: Database, participant_id: int, *, inputs: str, steps: str, checks: int, staff_id: int
) -> None:
    """Keep a forecast, over the one that was there; the version rises. No `inputs` ("") is none any more."""
    db.execute(
        """
        INSERT INTO forecasts (participant_id, inputs, steps, checks, saved_by)
        VALUES (:participant_id, :inputs, :steps, :checks, :staff_id)
        ON CONFLICT (participant_id) DO UPDATE SET inputs = excluded.inputs,
            steps = excluded.steps, checks = excluded.checks, saved_by = excluded.saved_by,
            version = version + 1, saved_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        """,
        {
            "participant_id": participant_id,
            "inputs": inputs,
            "steps": steps,
            "checks": checks,
            "staff_id": staff_id,
        },
    )


def put_checks(db: Database, participant_id: int, checks: int) -> None:
    """Keep how many points there are to look at; nothing that was typed changes."""
    db.execute("UPDATE forecasts SET checks = ? WHERE participant_id = ?", [checks, participant_id])


def received(db: Database, participant_id: int) -> list[dict[str, Any]]:
    """The turnover received, oldest month first."""
    sql = "SELECT month, cents FROM turnover_received WHERE participant_id = ? ORDER BY month"
    return every(db, sql, [participant_id])


def put_received(
    db: Database, participant_id: int, month: str, cents: int | None, *, staff_id: int
) -> None:
    """Keep what one month received; None takes it away."""
    if cents is None:
        sql = "DELETE FROM turnover_received WHERE participant_id = ? AND month = ?"
        db.execute(sql, [participant_id, month])
        return
    db.execute(
        """
        INSERT INTO turnover_received (participant_id, month, cents, recorded_by)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (participant_id, month) DO UPDATE SET cents = excluded.cents,
            recorded_by = excluded.recorded_by,
            recorded_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        """,
        [participant_id, month, cents, staff_id],
    )
