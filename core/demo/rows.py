"""Rows on their way to the tables, and the days that they carry."""

from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from core.storage import bulk

COLUMNS: dict[str, tuple[str, ...]] = {
    "organisations": ("id", "name", "kind", "departement"),
    "sites": ("id", "name", "kind", "departement"),
    "staff": (
        "id", "login", "name", "role", "organisation_id", "trade", "password_hash", "created_at",
    ),
    "cohorts": (
        "id", "name", "prefix", "programme_id", "arm", "territory", "starts_on", "ends_on",
        "closed_on", "last_number",
    ),
    "cohort_organisations": ("cohort_id", "organisation_id", "part"),
    "participants": (
        "id", "code", "first_name", "last_name", "search", "birth_year", "sex", "departement",
        "project", "release_month", "next_step", "next_step_on", "informed_on", "created_at",
    ),
    "enrolments": (
        "id", "participant_id", "cohort_id", "coach_id", "entered_on", "ended_on", "exit_kind",
        "recorded_at", "recorded_by",
    ),
    "situation_entries": (
        "participant_id", "kind", "site_id", "starts_on", "recorded_at", "recorded_by",
    ),
    "stage_moves": (
        "enrolment_id", "stage", "moved_on", "reason", "recorded_at", "recorded_by",
    ),
    "milestone_entries": (
        "enrolment_id", "milestone", "state", "moved_on", "evidence", "reason", "self_validated",
        "recorded_at", "recorded_by",
    ),
    "barrier_moves": (
        "enrolment_id", "barrier", "state", "impact", "priority", "situations", "objectives",
        "noted_on", "recorded_at", "recorded_by",
    ),
    "milestone_dates": ("enrolment_id", "milestone", "planned_on"),
    "sessions": (
        "id", "cohort_id", "kind", "title", "held_on", "starts_at", "minutes", "site_id", "held_by",
        "state", "cause", "recorded_at", "recorded_by",
    ),
    "attendance": ("session_id", "participant_id", "mark", "cause"),
    "notes": (
        "participant_id", "session_id", "level", "body", "written_on", "recorded_at", "recorded_by",
    ),
    "mentor_pairs": (
        "id", "participant_id", "mentor_id", "starts_on", "ends_on", "end_reason", "recorded_at",
        "recorded_by",
    ),
    "feedback": (
        "id", "pair_id", "met_on", "held", "cause", "worked_on", "strengths", "next_step",
        "next_step_on", "alert", "answer", "recorded_at", "recorded_by",
    ),
    "feedback_marks": ("feedback_id", "criterion", "mark", "example"),
    "plan_texts": ("participant_id", "key", "body", "status", "updated_at", "updated_by"),
    "answer_sheets": (
        "enrolment_id", "instrument", "wave", "outcome", "collected_on", "collected_by",
        "read_aloud", "answers", "score", "missing", "recorded_at", "recorded_by",
    ),
    "consents": (
        "participant_id", "kind", "answer", "given_on", "recorded_at", "recorded_by",
    ),
    "follow_ups": (
        "enrolment_id", "horizon", "contacted_on", "outcome", "channel", "situation", "activity",
        "turnover_started", "housing", "recorded_at", "recorded_by",
    ),
    "audit": ("at", "staff_id", "event", "subject", "subject_id"),
    "history": (
        "at", "staff_id", "noun", "record_id", "participant_id", "field", "old", "new",
    ),
}  # fmt: skip


class Pile:
    """Rows by table, in the order of `COLUMNS`, and the next id of each."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._ids = dict.fromkeys(COLUMNS, 0)

    def next_id(self, table: str) -> int:
        self._ids[table] += 1
        return self._ids[table]

    def add(self, table: str, *values: Any) -> None:
        self.rows[table].append(values)

    def write(self, db: Database) -> None:
        """Put everything into the file, and start again empty."""
        bulk.insert_all(
            db, ((table, COLUMNS[table], rows) for table, rows in self.rows.items() if rows)
        )
        for rows in self.rows.values():
            rows.clear()


class Days:
    """Days by how long ago they were (below zero: to come), as the file writes them: working days only."""

    FARTHEST, LAST = 1200, 120

    def __init__(self, today: date) -> None:
        self._said = {}
        for ago in range(-self.LAST, self.FARTHEST + 1):
            on = today - timedelta(days=ago)
            weekend = max(on.weekday() - 4, 0)
            shift = -weekend if ago >= 0 else (3 - weekend if weekend else 0)
            self._said[ago] = (on + timedelta(days=shift)).isoformat()

    def __getitem__(self, ago: int) -> str:
        return self._said[ago]

    def typed(self, ago: int) -> str:
        """When something of that day was typed in."""
        return f"{self._said[ago]}T16:30:00.000Z"
