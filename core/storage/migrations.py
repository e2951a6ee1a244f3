"""How the schema came to be. Append only: an applied migration is never edited."""

from sqlite_utils import Database, Migrations

from core.storage.database import APPLICATION_ID

migrations = Migrations("tracker")

RECORDED = """
    recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    recorded_by INTEGER NOT NULL REFERENCES staff
"""


def known_migrations() -> set[str]:
    """The names of all the migrations that this version has."""
    return {migration.name for migration in migrations.pending(Database(memory=True))}


def _append_only(db: Database, table: str) -> None:
    """A ledger's entries are corrected by other entries, never changed or removed."""
    for deed in ("UPDATE", "DELETE"):
        db.execute(f"""
            CREATE TRIGGER {table}_keeps_{deed.lower()} BEFORE {deed} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """)


@migrations()
def mark_the_file_as_ours(db: Database) -> None:
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")


@migrations()
def create_the_house(db: Database) -> None:
    db.execute("""
        CREATE TABLE organisations (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(trim(name)) > 0),
            kind TEXT NOT NULL CHECK (kind IN ('operator', 'employer', 'inclusion', 'funder',
                                               'public_service', 'training')),
            departement TEXT,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE sites (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(trim(name)) > 0),
            kind TEXT NOT NULL CHECK (kind IN ('MA', 'CD', 'CP', 'SAS', 'QSL', 'EPM', 'SPIP',
                                               'association', 'other')),
            departement TEXT NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT
    """)


@migrations()
def create_staff_and_their_keys(db: Database) -> None:
    db.execute("""
        CREATE TABLE staff (
            id INTEGER PRIMARY KEY,
            login TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            role TEXT NOT NULL CHECK (role IN ('administrator', 'lead', 'coach', 'mentor',
                                               'evaluator')),
            organisation_id INTEGER REFERENCES organisations,
            trade TEXT,
            language TEXT NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
            password_hash TEXT,
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE web_sessions (
            key TEXT PRIMARY KEY,
            staff_id INTEGER NOT NULL REFERENCES staff,
            created_at REAL NOT NULL,
            seen_at REAL NOT NULL,
            revoked_at REAL
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX web_sessions_of ON web_sessions (staff_id) WHERE revoked_at IS NULL")
    db.execute("""
        CREATE TABLE sign_in_attempts (
            login_hash TEXT NOT NULL,
            at REAL NOT NULL,
            succeeded INTEGER NOT NULL CHECK (succeeded IN (0, 1))
        ) STRICT
    """)
    db.execute("CREATE INDEX sign_in_attempts_of ON sign_in_attempts (login_hash, at)")
    db.execute("""
        CREATE TABLE invitations (
            id INTEGER PRIMARY KEY,
            token_hash TEXT NOT NULL UNIQUE,
            staff_id INTEGER NOT NULL REFERENCES staff,
            purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset')),
            created_by INTEGER REFERENCES staff,
            created_at REAL NOT NULL,
            expires_at REAL NOT NULL,
            used_at REAL
        ) STRICT
    """)


@migrations()
def create_traces(db: Database) -> None:
    db.execute("""
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            staff_id INTEGER REFERENCES staff,
            event TEXT NOT NULL,
            subject TEXT,
            subject_id INTEGER,
            details TEXT
        ) STRICT
    """)
    db.execute("CREATE INDEX audit_subject ON audit (subject, subject_id)")
    _append_only(db, "audit")
    db.execute("""
        CREATE TABLE history (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            staff_id INTEGER NOT NULL REFERENCES staff,
            noun TEXT NOT NULL,
            record_id INTEGER NOT NULL,
            participant_id INTEGER,
            field TEXT NOT NULL,
            old TEXT,
            new TEXT
        ) STRICT
    """)
    db.execute("CREATE INDEX history_record ON history (noun, record_id)")
    db.execute("CREATE INDEX history_participant ON history (participant_id)")
    db.execute("""
        CREATE TABLE save_tokens (
            token TEXT PRIMARY KEY,
            staff_id INTEGER NOT NULL REFERENCES staff,
            at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def create_programmes_and_cohorts(db: Database) -> None:
    db.execute("""
        CREATE TABLE programmes (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            version INTEGER NOT NULL,
            definition TEXT NOT NULL,
            loaded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            UNIQUE (key, version)
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE cohorts (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(trim(name)) > 0),
            prefix TEXT NOT NULL UNIQUE CHECK (prefix GLOB '[A-Z]*' AND length(prefix) <= 8),
            programme_id INTEGER NOT NULL REFERENCES programmes,
            arm TEXT NOT NULL,
            territory TEXT NOT NULL,
            starts_on TEXT NOT NULL,
            ends_on TEXT CHECK (ends_on >= starts_on),
            closed_on TEXT,
            last_number INTEGER NOT NULL DEFAULT 0,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE cohort_organisations (
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            organisation_id INTEGER NOT NULL REFERENCES organisations,
            part TEXT NOT NULL CHECK (part IN ('business', 'justice', 'partner')),
            PRIMARY KEY (cohort_id, organisation_id)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX cohort_organisations_of ON cohort_organisations (organisation_id)")


@migrations()
def create_participants(db: Database) -> None:
    db.execute("""
        CREATE TABLE participants (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            first_name TEXT NOT NULL,
            last_name TEXT NOT NULL,
            search TEXT NOT NULL,
            birth_year INTEGER,
            sex TEXT CHECK (sex IN ('F', 'M', 'other')),
            phone TEXT,
            departement TEXT,
            project TEXT,
            release_month TEXT CHECK (release_month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
            next_step TEXT,
            next_step_on TEXT,
            informed_on TEXT,
            standing TEXT NOT NULL DEFAULT 'active'
                CHECK (standing IN ('active', 'archived', 'anonymous')),
            version INTEGER NOT NULL DEFAULT 1,
            created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        ) STRICT
    """)
    db.execute("CREATE INDEX participants_by_name ON participants (last_name, first_name, id)")
    db.execute(f"""
        CREATE TABLE enrolments (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            coach_id INTEGER REFERENCES staff,
            entered_on TEXT NOT NULL,
            ended_on TEXT CHECK (ended_on >= entered_on),
            exit_kind TEXT,
            exit_reason TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            CHECK ((ended_on IS NULL) = (exit_kind IS NULL))
        ) STRICT
    """)
    db.execute("""
        CREATE UNIQUE INDEX one_open_enrolment ON enrolments (participant_id)
        WHERE ended_on IS NULL
    """)
    db.execute("CREATE INDEX enrolments_of ON enrolments (participant_id, entered_on)")
    db.execute("CREATE INDEX enrolments_in ON enrolments (cohort_id, participant_id)")
    db.execute("CREATE INDEX enrolments_with ON enrolments (coach_id) WHERE ended_on IS NULL")


@migrations()
def create_ledgers(db: Database) -> None:
    db.execute(f"""
        CREATE TABLE situations (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            kind TEXT NOT NULL CHECK (kind IN ('inside', 'semi_release', 'external_placement',
                'electronic_monitoring', 'conditional_release', 'community_service', 'probation',
                'free')),
            site_id INTEGER REFERENCES sites,
            starts_on TEXT NOT NULL,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX situations_of ON situations (participant_id, starts_on, id)")
    db.execute(f"""
        CREATE TABLE stage_moves (
            id INTEGER PRIMARY KEY,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            stage TEXT NOT NULL,
            moved_on TEXT NOT NULL,
            reason TEXT,
            cancels INTEGER UNIQUE REFERENCES stage_moves,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX stage_moves_of ON stage_moves (enrolment_id, moved_on, id)")
    db.execute(f"""
        CREATE TABLE milestone_moves (
            id INTEGER PRIMARY KEY,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            milestone TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('not_started', 'in_progress', 'submitted',
                                                 'returned', 'validated', 'not_applicable')),
            moved_on TEXT NOT NULL,
            evidence TEXT,
            reason TEXT CHECK (state <> 'returned' OR length(trim(reason)) > 0),
            self_validated INTEGER NOT NULL DEFAULT 0 CHECK (self_validated IN (0, 1)),
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX milestone_moves_of ON milestone_moves (enrolment_id, milestone, id)")
    for table in ("situations", "stage_moves", "milestone_moves"):
        _append_only(db, table)
    db.execute("""
        CREATE TABLE milestone_dates (
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            milestone TEXT NOT NULL,
            planned_on TEXT NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (enrolment_id, milestone)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def create_sessions_and_notes(db: Database) -> None:
    db.execute(f"""
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY,
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            kind TEXT NOT NULL,
            title TEXT NOT NULL DEFAULT '',
            held_on TEXT NOT NULL,
            starts_at TEXT CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]'),
            minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720),
            site_id INTEGER REFERENCES sites,
            held_by INTEGER NOT NULL REFERENCES staff,
            speakers TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'not_held')),
            cause TEXT,
            headcount INTEGER CHECK (headcount >= 0),
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            CHECK (state = 'not_held' OR cause IS NULL)
        ) STRICT
    """)
    db.execute("CREATE INDEX sessions_in ON sessions (cohort_id, held_on)")
    db.execute("CREATE INDEX sessions_on ON sessions (held_on, id)")
    db.execute("""
        CREATE TABLE attendance (
            session_id INTEGER NOT NULL REFERENCES sessions,
            participant_id INTEGER NOT NULL REFERENCES participants,
            mark TEXT NOT NULL CHECK (mark IN ('present', 'late', 'absent', 'excused')),
            cause TEXT CHECK (cause IS NULL OR mark IN ('absent', 'excused')),
            PRIMARY KEY (session_id, participant_id)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX attendance_of ON attendance (participant_id, session_id)")
    db.execute(f"""
        CREATE TABLE notes (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            session_id INTEGER REFERENCES sessions,
            level TEXT NOT NULL CHECK (level IN ('private', 'team', 'mentor', 'participant')),
            body TEXT NOT NULL CHECK (length(trim(body)) > 0),
            written_on TEXT NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX notes_of ON notes (participant_id, written_on)")
    db.execute("CREATE INDEX notes_with ON notes (session_id)")


@migrations()
def create_mentoring(db: Database) -> None:
    db.execute(f"""
        CREATE TABLE mentor_pairs (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            mentor_id INTEGER NOT NULL REFERENCES staff,
            starts_on TEXT NOT NULL,
            ends_on TEXT CHECK (ends_on >= starts_on),
            end_reason TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED}
        ) STRICT
    """)
    db.execute("""
        CREATE UNIQUE INDEX one_open_pair ON mentor_pairs (participant_id, mentor_id)
        WHERE ends_on IS NULL
    """)
    db.execute("CREATE INDEX mentor_pairs_with ON mentor_pairs (mentor_id, ends_on)")
    db.execute(f"""
        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            pair_id INTEGER NOT NULL REFERENCES mentor_pairs,
            met_on TEXT NOT NULL,
            held INTEGER NOT NULL CHECK (held IN (0, 1)),
            cause TEXT CHECK ((held = 0) = (cause IS NOT NULL)),
            worked_on TEXT NOT NULL DEFAULT '',
            strengths TEXT NOT NULL DEFAULT '',
            next_step TEXT NOT NULL DEFAULT '',
            next_step_on TEXT,
            alert INTEGER NOT NULL DEFAULT 0 CHECK (alert IN (0, 1)),
            answer TEXT CHECK (answer IN ('agree', 'partly', 'disagree')),
            answer_comment TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            UNIQUE (pair_id, met_on)
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE feedback_marks (
            feedback_id INTEGER NOT NULL REFERENCES feedback,
            criterion TEXT NOT NULL,
            mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 4),
            example TEXT NOT NULL DEFAULT '',
            CHECK (mark IN (2, 3) OR length(trim(example)) > 0),
            PRIMARY KEY (feedback_id, criterion)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def create_plans_and_questionnaires(db: Database) -> None:
    db.execute("""
        CREATE TABLE plan_texts (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'to_review', 'done')),
            updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            updated_by INTEGER NOT NULL REFERENCES staff,
            version INTEGER NOT NULL DEFAULT 1,
            UNIQUE (participant_id, key)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE answer_sheets (
            id INTEGER PRIMARY KEY,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            instrument TEXT NOT NULL,
            wave TEXT NOT NULL,
            collected_on TEXT NOT NULL,
            answers TEXT NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            UNIQUE (enrolment_id, instrument, wave)
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE exports (
            id INTEGER PRIMARY KEY,
            document TEXT NOT NULL,
            participant_id INTEGER REFERENCES participants,
            cohort_id INTEGER REFERENCES cohorts,
            language TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX exports_of ON exports (participant_id)")


@migrations()
def create_rollups(db: Database) -> None:
    """Counts by cohort that a dashboard adds up, refreshed inside every save that changes them."""
    db.execute("""
        CREATE TABLE cohort_counts (
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            measure TEXT NOT NULL,
            a TEXT NOT NULL DEFAULT '',
            b TEXT NOT NULL DEFAULT '',
            n INTEGER NOT NULL,
            PRIMARY KEY (cohort_id, measure, a, b)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX cohort_counts_by_measure ON cohort_counts (measure, a, b, n)")


@migrations()
def create_settings(db: Database) -> None:
    """What the file says of itself: whether it holds a demonstration, and the like."""
    db.execute("""
        CREATE TABLE settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def create_rollups_by_form_of_support(db: Database) -> None:
    """The same counts added up over the cohorts of a form of support: a dashboard of the whole reads only these."""
    db.execute("""
        CREATE TABLE arm_counts (
            programme TEXT NOT NULL,
            arm TEXT NOT NULL,
            measure TEXT NOT NULL,
            a TEXT NOT NULL DEFAULT '',
            b TEXT NOT NULL DEFAULT '',
            n INTEGER NOT NULL,
            PRIMARY KEY (programme, arm, measure, a, b)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX mentor_pairs_of ON mentor_pairs (participant_id)")


@migrations()
def create_roster_decisions(db: Database) -> None:
    """Who each line of a roster was found or decided to be, so that the same file changes nothing twice."""
    db.execute("""
        CREATE TABLE roster_decisions (
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            fingerprint TEXT NOT NULL,
            participant_id INTEGER NOT NULL REFERENCES participants,
            PRIMARY KEY (cohort_id, fingerprint)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX roster_decisions_of ON roster_decisions (participant_id)")


@migrations()
def create_juries(db: Database) -> None:
    """A jury, who sits on it, each member's own marks, and the decisions: dated entries with their conditions."""
    db.execute(f"""
        CREATE TABLE juries (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            programme_id INTEGER NOT NULL REFERENCES programmes,
            held_on TEXT NOT NULL,
            opened_at TEXT,
            opened_by INTEGER REFERENCES staff,
            called_off TEXT CHECK (called_off IS NULL OR opened_at IS NULL),
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            CHECK ((opened_at IS NULL) = (opened_by IS NULL))
        ) STRICT
    """)
    db.execute("CREATE INDEX juries_of ON juries (participant_id, held_on)")
    db.execute("""
        CREATE TABLE jury_members (
            id INTEGER PRIMARY KEY,
            jury_id INTEGER NOT NULL REFERENCES juries,
            staff_id INTEGER REFERENCES staff,
            name TEXT NOT NULL DEFAULT '',
            capacity TEXT NOT NULL DEFAULT '',
            excused INTEGER NOT NULL DEFAULT 0 CHECK (excused IN (0, 1)),
            remarks TEXT NOT NULL DEFAULT '',
            handed_in_at TEXT,
            typed_by INTEGER REFERENCES staff,
            version INTEGER NOT NULL DEFAULT 1,
            UNIQUE (jury_id, staff_id),
            CHECK ((staff_id IS NULL) <> (length(trim(name)) = 0))
        ) STRICT
    """)
    db.execute("CREATE INDEX jury_members_who ON jury_members (staff_id)")
    db.execute("""
        CREATE TABLE jury_marks (
            member_id INTEGER NOT NULL REFERENCES jury_members,
            criterion TEXT NOT NULL,
            level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
            comment TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (member_id, criterion)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute(f"""
        CREATE TABLE jury_decisions (
            id INTEGER PRIMARY KEY,
            jury_id INTEGER NOT NULL REFERENCES juries,
            verdict TEXT NOT NULL CHECK (verdict IN ('favourable', 'conditional', 'rework')),
            reasons TEXT NOT NULL CHECK (length(trim(reasons)) > 0),
            decided_on TEXT NOT NULL,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX jury_decisions_of ON jury_decisions (jury_id, id)")
    db.execute("""
        CREATE TABLE jury_conditions (
            decision_id INTEGER NOT NULL REFERENCES jury_decisions,
            place INTEGER NOT NULL,
            what TEXT NOT NULL CHECK (length(trim(what)) > 0),
            due_on TEXT NOT NULL,
            PRIMARY KEY (decision_id, place)
        ) STRICT, WITHOUT ROWID
    """)
    for table in ("jury_decisions", "jury_conditions"):
        _append_only(db, table)


@migrations()
def create_drafts(db: Database) -> None:
    """What somebody types and has not saved yet; about a participant, so that it goes when they go."""
    db.execute("""
        CREATE TABLE drafts (
            staff_id INTEGER NOT NULL REFERENCES staff,
            key TEXT NOT NULL,
            participant_id INTEGER NOT NULL REFERENCES participants,
            body TEXT NOT NULL,
            version_seen INTEGER NOT NULL,
            saved_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            PRIMARY KEY (staff_id, key)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX drafts_about ON drafts (participant_id)")


@migrations()
def create_the_plan_in_depth(db: Database) -> None:
    db.execute("""
        CREATE TABLE plan_settings (
            participant_id INTEGER PRIMARY KEY REFERENCES participants,
            short INTEGER NOT NULL DEFAULT 0 CHECK (short IN (0, 1)),
            shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT
    """)
    db.execute(f"""
        CREATE TABLE plan_comments (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            chapter TEXT NOT NULL,
            answers INTEGER REFERENCES plan_comments,
            body TEXT NOT NULL CHECK (length(trim(body)) > 0),
            dealt INTEGER NOT NULL DEFAULT 0 CHECK (dealt IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            CHECK (answers IS NULL OR dealt = 0)
        ) STRICT
    """)
    db.execute("CREATE INDEX plan_comments_of ON plan_comments (participant_id, chapter)")
    db.execute("CREATE INDEX plan_comments_answering ON plan_comments (answers)")
    db.execute(f"""
        CREATE TABLE plan_versions (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            frozen_on TEXT NOT NULL,
            content TEXT NOT NULL,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX plan_versions_of ON plan_versions (participant_id, id)")
    db.execute("""
        CREATE TRIGGER plan_versions_stay_frozen BEFORE UPDATE OF content ON plan_versions
        BEGIN SELECT RAISE(ABORT, 'a version of a plan is frozen'); END
    """)
    db.execute(f"""
        CREATE TABLE annexes (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            title TEXT NOT NULL CHECK (length(trim(title)) > 0),
            alternative TEXT NOT NULL DEFAULT '',
            kind TEXT NOT NULL CHECK (kind IN ('jpeg', 'png', 'pdf')),
            place INTEGER NOT NULL,
            trashed_at TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            width INTEGER,
            height INTEGER,
            bytes INTEGER NOT NULL,
            preview BLOB,
            content BLOB NOT NULL,
            CHECK ((kind = 'pdf') = (width IS NULL))
        ) STRICT
    """)
    db.execute("CREATE INDEX annexes_of ON annexes (participant_id, place)")


@migrations()
def index_what_waits(db: Database) -> None:
    """Planned sessions and alerts are few among many."""
    db.execute("CREATE INDEX sessions_planned ON sessions (held_on) WHERE state = 'planned'")
    db.execute("CREATE INDEX feedback_alerts ON feedback (met_on) WHERE alert = 1")


@migrations()
def create_forecasts(db: Database) -> None:
    """What a participant types in of their business, and the turnover received once it runs."""
    db.execute("""
        CREATE TABLE forecasts (
            participant_id INTEGER PRIMARY KEY REFERENCES participants,
            inputs TEXT NOT NULL,
            steps TEXT NOT NULL DEFAULT '',
            checks INTEGER NOT NULL DEFAULT 0 CHECK (checks >= 0),
            version INTEGER NOT NULL DEFAULT 1,
            saved_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
            saved_by INTEGER NOT NULL REFERENCES staff
        ) STRICT
    """)
    db.execute("CREATE INDEX forecasts_to_review ON forecasts (participant_id) WHERE checks > 0")
    db.execute(f"""
        CREATE TABLE turnover_received (
            participant_id INTEGER NOT NULL REFERENCES participants,
            month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]-01'),
            cents INTEGER NOT NULL CHECK (cents >= 0),
            {RECORDED},
            PRIMARY KEY (participant_id, month)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def let_a_jury_read_a_frozen_plan(db: Database) -> None:
    """Which version of the plan the whole jury reads; without one, the plan as it stands."""
    db.execute("ALTER TABLE juries ADD COLUMN plan_version_id INTEGER REFERENCES plan_versions")


@migrations()
def index_enrolments_by_coach(db: Database) -> None:
    """Whoever a coach ever followed, ended or not."""
    db.execute("CREATE INDEX enrolments_by_coach ON enrolments (coach_id, participant_id)")


@migrations()
def create_evaluation_campaigns(db: Database) -> None:
    """The key of an evaluation campaign's pseudonyms; one campaign is open at a time."""
    db.execute(f"""
        CREATE TABLE campaigns (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            opened_on TEXT NOT NULL,
            closed_on TEXT CHECK (closed_on IS NULL OR closed_on >= opened_on),
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE UNIQUE INDEX campaigns_open ON campaigns ((1)) WHERE closed_on IS NULL")


@migrations()
def say_how_questionnaires_were_filled_in(db: Database) -> None:
    """Who collected a sheet, how, its score; one that is in the trash leaves its wave free."""
    db.execute("ALTER TABLE answer_sheets RENAME TO answer_sheets_before")
    db.execute(f"""
        CREATE TABLE answer_sheets (
            id INTEGER PRIMARY KEY,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            instrument TEXT NOT NULL,
            wave TEXT NOT NULL,
            outcome TEXT NOT NULL DEFAULT 'answered'
                CHECK (outcome IN ('answered', 'refused', 'not_given')),
            collected_on TEXT NOT NULL,
            collected_by INTEGER REFERENCES staff,
            read_aloud INTEGER NOT NULL DEFAULT 0 CHECK (read_aloud IN (0, 1)),
            answers TEXT NOT NULL,
            score REAL,
            missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
            trashed_at TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            CHECK (outcome = 'answered' OR (answers = '{{}}' AND score IS NULL AND missing = 0))
        ) STRICT
    """)
    # Every sheet kept so far is of the self-efficacy scale: ten items, three may be missing.
    db.execute("""
        INSERT INTO answer_sheets (id, enrolment_id, instrument, wave, collected_on, answers,
            score, missing, version, recorded_at, recorded_by)
        SELECT kept.id, enrolment_id, instrument, wave, collected_on, answers,
            (SELECT CASE WHEN count(value) >= 7 THEN 10.0 * avg(value) END FROM json_each(answers)),
            10 - (SELECT count(value) FROM json_each(answers)),
            version, recorded_at, recorded_by
        FROM answer_sheets_before AS kept
    """)
    db.execute("DROP TABLE answer_sheets_before")
    db.execute("""
        CREATE UNIQUE INDEX answer_sheets_of ON answer_sheets (enrolment_id, instrument, wave)
        WHERE trashed_at IS NULL
    """)


@migrations()
def create_barriers_and_referrals(db: Database) -> None:
    """What stands in somebody's way outside the project, and who they were sent to for it."""
    db.execute(f"""
        CREATE TABLE barrier_moves (
            id INTEGER PRIMARY KEY,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            barrier TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('not_raised', 'open', 'closed')),
            impact TEXT CHECK (impact IN ('low', 'medium', 'strong')),
            priority INTEGER NOT NULL DEFAULT 0 CHECK (priority IN (0, 1)),
            situations TEXT NOT NULL DEFAULT '[]',
            objectives TEXT NOT NULL DEFAULT '[]',
            noted_on TEXT NOT NULL,
            cancels INTEGER UNIQUE REFERENCES barrier_moves,
            {RECORDED},
            CHECK (state = 'open' OR priority = 0)
        ) STRICT
    """)
    db.execute(
        "CREATE INDEX barrier_moves_of ON barrier_moves (enrolment_id, barrier, noted_on, id)"
    )
    _append_only(db, "barrier_moves")
    db.execute(f"""
        CREATE TABLE referrals (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            organisation_id INTEGER NOT NULL REFERENCES organisations,
            barrier TEXT,
            sent_on TEXT NOT NULL,
            purpose TEXT NOT NULL CHECK (length(trim(purpose)) > 0),
            answer TEXT NOT NULL DEFAULT 'waiting'
                CHECK (answer IN ('waiting', 'accepted', 'refused', 'no_answer')),
            answered_on TEXT,
            appointment_on TEXT,
            pass_reference TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            trashed_at TEXT,
            {RECORDED},
            CHECK ((answer = 'waiting') = (answered_on IS NULL))
        ) STRICT
    """)
    db.execute("CREATE INDEX referrals_of ON referrals (participant_id, sent_on)")
    db.execute("CREATE INDEX referrals_to ON referrals (organisation_id, sent_on)")
    db.execute("""
        CREATE INDEX referrals_waiting ON referrals (sent_on)
        WHERE answer = 'waiting' AND trashed_at IS NULL
    """)
    for column in ("contact", "phone", "email", "address"):
        db.execute(f"ALTER TABLE organisations ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


@migrations()
def create_snapshots(db: Database) -> None:
    """The figures of a day, frozen for a report: of everybody, or of one organisation's cohorts.

    `smallest` is the count from which a figure is shown in it; without one, all are.
    """
    db.execute(f"""
        CREATE TABLE snapshots (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            audience TEXT NOT NULL CHECK (audience IN ('funder', 'committee')),
            taken_on TEXT NOT NULL,
            organisation_id INTEGER REFERENCES organisations,
            smallest INTEGER CHECK (smallest >= 3),
            scope TEXT NOT NULL,
            content TEXT NOT NULL,
            fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
            previous_id INTEGER REFERENCES snapshots,
            {RECORDED},
            CHECK (audience = 'committee' OR smallest IS NOT NULL)
        ) STRICT
    """)
    db.execute("CREATE INDEX snapshots_after ON snapshots (previous_id)")
    _append_only(db, "snapshots")


@migrations()
def create_dismissals(db: Database) -> None:
    """Lines of what waits that somebody put off, for themselves, with why and until when."""
    db.execute(f"""
        CREATE TABLE dismissals (
            id INTEGER PRIMARY KEY,
            staff_id INTEGER NOT NULL REFERENCES staff,
            line TEXT NOT NULL,
            why TEXT NOT NULL,
            until TEXT NOT NULL,
            taken_back_at TEXT,
            {RECORDED}
        ) STRICT
    """)
    db.execute("""
        CREATE UNIQUE INDEX one_standing_dismissal ON dismissals (staff_id, line)
        WHERE taken_back_at IS NULL
    """)


@migrations()
def create_follow_ups(db: Database) -> None:
    """Contacts after the end of a support, one for each horizon (months); what was heard only if somebody answered."""
    db.execute("ALTER TABLE enrolments ADD COLUMN destination TEXT")
    db.execute("""
        CREATE INDEX enrolments_ended_with ON enrolments (coach_id, ended_on)
        WHERE ended_on IS NOT NULL
    """)
    db.execute(f"""
        CREATE TABLE follow_ups (
            id INTEGER PRIMARY KEY,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            horizon INTEGER NOT NULL CHECK (horizon BETWEEN 1 AND 120),
            contacted_on TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'unreachable', 'refused')),
            channel TEXT NOT NULL CHECK (channel IN ('phone', 'meeting', 'message', 'letter',
                                                     'partner')),
            situation TEXT CHECK (situation IN ('inside', 'semi_release', 'external_placement',
                'electronic_monitoring', 'conditional_release', 'community_service', 'probation',
                'free')),
            activity TEXT CHECK (activity IN ('lasting_job', 'transitional_job', 'own_company',
                'training', 'unemployed', 'other', 'not_said')),
            turnover_started INTEGER CHECK (turnover_started IN (0, 1)),
            housing TEXT CHECK (housing IN ('stable', 'temporary', 'none', 'not_said')),
            note TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            trashed_at TEXT,
            {RECORDED},
            UNIQUE (enrolment_id, horizon),
            CHECK ((outcome = 'answered') = (activity IS NOT NULL)),
            CHECK ((outcome = 'answered') = (housing IS NOT NULL)),
            CHECK (outcome = 'answered' OR (situation IS NULL AND turnover_started IS NULL))
        ) STRICT
    """)


@migrations()
def create_consents(db: Database) -> None:
    """What somebody was told and asked: dated answers, of which the latest holds."""
    db.execute(f"""
        CREATE TABLE consents (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            kind TEXT NOT NULL CHECK (kind IN ('information', 'research', 'testimony', 'contact')),
            answer TEXT NOT NULL CHECK (answer IN ('given', 'refused', 'withdrawn')),
            given_on TEXT NOT NULL,
            {RECORDED},
            CHECK (kind <> 'information' OR answer = 'given')
        ) STRICT
    """)
    db.execute("CREATE INDEX consents_of ON consents (participant_id, kind, given_on, id)")
    # Notices already given were a date in the participant's row, typed in by whoever brought them in.
    db.execute("""
        INSERT INTO consents (participant_id, kind, answer, given_on, recorded_at, recorded_by)
        SELECT participants.id, 'information', 'given', informed_on, created_at,
               (SELECT recorded_by FROM enrolments WHERE participant_id = participants.id
                ORDER BY enrolments.id LIMIT 1)
        FROM participants WHERE informed_on IS NOT NULL
          AND EXISTS (SELECT 1 FROM enrolments WHERE participant_id = participants.id)
    """)
    _append_only(db, "consents")


@migrations()
def create_learnings(db: Database) -> None:
    """What the teams observe about what works, hinders or puzzles them."""
    db.execute(f"""
        CREATE TABLE learnings (
            id INTEGER PRIMARY KEY,
            observed_on TEXT NOT NULL,
            cohort_id INTEGER REFERENCES cohorts,
            arm TEXT,
            kind TEXT NOT NULL CHECK (kind IN ('works', 'hinders', 'question')),
            body TEXT NOT NULL CHECK (length(trim(body)) > 0),
            version INTEGER NOT NULL DEFAULT 1,
            trashed_at TEXT,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX learnings_on ON learnings (observed_on, id)")
    db.execute("CREATE INDEX learnings_in ON learnings (cohort_id, observed_on)")


@migrations()
def keep_what_evaluators_may_know(db: Database) -> None:
    """What an evaluator is told of each person, settled once for a campaign; and how much left with each file."""
    db.execute("ALTER TABLE campaigns ADD COLUMN k INTEGER NOT NULL DEFAULT 11 CHECK (k >= 3)")
    db.execute("ALTER TABLE campaigns ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0")
    db.execute("""
        CREATE TABLE campaign_people (
            campaign_id INTEGER NOT NULL REFERENCES campaigns,
            enrolment_id INTEGER NOT NULL REFERENCES enrolments,
            participant_id INTEGER NOT NULL REFERENCES participants,
            pseudonym TEXT NOT NULL CHECK (length(pseudonym) = 10),
            arm TEXT NOT NULL,
            entered TEXT NOT NULL,
            age TEXT NOT NULL,
            sex TEXT NOT NULL,
            situation TEXT NOT NULL,
            departement TEXT NOT NULL,
            PRIMARY KEY (campaign_id, enrolment_id)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX campaign_people_as ON campaign_people (campaign_id, pseudonym)")
    db.execute("ALTER TABLE exports ADD COLUMN scope TEXT")
    db.execute("ALTER TABLE exports ADD COLUMN rows INTEGER")


@migrations()
def let_milestones_and_situations_be_taken_back(db: Database) -> None:
    """An entry made by mistake is cancelled by another; what holds is read under the name it always had."""
    for kept, entries in (
        ("milestone_moves", "milestone_entries"),
        ("situations", "situation_entries"),
    ):
        columns = [column.name for column in db[kept].columns]
        db.execute(f"ALTER TABLE {kept} RENAME TO {entries}")
        db.execute(f"ALTER TABLE {entries} ADD COLUMN cancels INTEGER REFERENCES {entries}")
        db.execute(
            f"CREATE UNIQUE INDEX {entries}_cancelled ON {entries} (cancels) WHERE cancels IS NOT NULL"
        )
        db.execute(f"""
            CREATE VIEW {kept} AS SELECT {", ".join(columns)} FROM {entries} AS entry
            WHERE +cancels IS NULL
              AND NOT EXISTS (SELECT 1 FROM {entries} AS later WHERE later.cancels = entry.id)
        """)


@migrations()
def count_by_situation_and_period_of_entry(db: Database) -> None:
    """The counts again, finer; they are counted anew at the next opening, as their version says."""
    db.execute("DROP TABLE cohort_counts")
    db.execute("DROP TABLE arm_counts")
    db.execute("""
        CREATE TABLE cohort_counts (
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            situation TEXT NOT NULL,
            period TEXT NOT NULL,
            measure TEXT NOT NULL,
            a TEXT NOT NULL DEFAULT '',
            b TEXT NOT NULL DEFAULT '',
            n INTEGER NOT NULL,
            PRIMARY KEY (cohort_id, situation, period, measure, a, b)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE group_counts (
            dimension TEXT NOT NULL CHECK (dimension IN ('all', 'arm', 'territory', 'situation', 'period')),
            which TEXT NOT NULL,
            measure TEXT NOT NULL,
            a TEXT NOT NULL DEFAULT '',
            b TEXT NOT NULL DEFAULT '',
            n INTEGER NOT NULL,
            PRIMARY KEY (dimension, which, measure, a, b)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE published_counts (
            month TEXT PRIMARY KEY CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
            fixed_on TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT
    """)
    db.execute("DELETE FROM settings WHERE key = 'counts.version'")


@migrations()
def create_the_trash(db: Database) -> None:
    """Sessions and notes thrown away, whole, so that they can come back as they were."""
    db.execute(f"""
        CREATE TABLE trash (
            id INTEGER PRIMARY KEY,
            noun TEXT NOT NULL CHECK (noun IN ('session', 'note')),
            record_id INTEGER NOT NULL,
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            participant_id INTEGER REFERENCES participants,
            content TEXT NOT NULL,
            restored_at TEXT,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX trash_of ON trash (noun, record_id)")
    db.execute("CREATE INDEX trash_in ON trash (cohort_id) WHERE restored_at IS NULL")


@migrations()
def create_feedback_links(db: Database) -> None:
    """Single-use links by which a mentor without an account says how one meeting went."""
    db.execute(f"""
        CREATE TABLE feedback_links (
            id INTEGER PRIMARY KEY,
            pair_id INTEGER NOT NULL REFERENCES mentor_pairs,
            token_hash TEXT NOT NULL UNIQUE,
            expires_at REAL NOT NULL,
            closed_at REAL,
            {RECORDED}
        ) STRICT
    """)
    db.execute(
        "CREATE INDEX feedback_links_open ON feedback_links (pair_id) WHERE closed_at IS NULL"
    )


@migrations()
def let_a_comment_be_corrected(db: Database) -> None:
    """When its author corrected a comment on a plan, and since when it is withdrawn."""
    db.execute("ALTER TABLE plan_comments ADD COLUMN corrected_at TEXT")
    db.execute("ALTER TABLE plan_comments ADD COLUMN trashed_at TEXT")


@migrations()
def create_cohort_targets(db: Database) -> None:
    """What a cohort hopes to reach, figure by figure."""
    db.execute("""
        CREATE TABLE cohort_targets (
            cohort_id INTEGER NOT NULL REFERENCES cohorts,
            figure TEXT NOT NULL,
            target INTEGER NOT NULL CHECK (target BETWEEN 1 AND 100000),
            PRIMARY KEY (cohort_id, figure)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def create_changes_of_place(db: Database) -> None:
    """What a transfer, a leave, another measure or a release did, so that it can be taken back."""
    db.execute(f"""
        CREATE TABLE place_changes (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            kind TEXT NOT NULL CHECK (kind IN ('transfer', 'leave', 'measure', 'release')),
            starts_on TEXT NOT NULL,
            returns_on TEXT CHECK (returns_on >= starts_on),
            site_id INTEGER REFERENCES sites,
            situation_id INTEGER UNIQUE REFERENCES situation_entries,
            coach_before INTEGER REFERENCES staff,
            coach_after INTEGER REFERENCES staff,
            pairs_ended TEXT NOT NULL DEFAULT '[]',
            pair_made INTEGER REFERENCES mentor_pairs,
            cancels INTEGER UNIQUE REFERENCES place_changes,
            {RECORDED},
            CHECK (cancels IS NOT NULL OR (kind = 'leave') = (returns_on IS NOT NULL)),
            CHECK (cancels IS NOT NULL OR (kind = 'leave') = (situation_id IS NULL))
        ) STRICT
    """)
    db.execute("CREATE INDEX place_changes_of ON place_changes (participant_id, starts_on, id)")
    _append_only(db, "place_changes")
    db.execute(f"""
        CREATE TABLE reviews (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            change_id INTEGER NOT NULL UNIQUE REFERENCES place_changes,
            cause TEXT NOT NULL CHECK (cause IN ('transfer', 'leave', 'measure', 'release')),
            since TEXT NOT NULL,
            due_on TEXT NOT NULL CHECK (due_on >= since),
            done_on TEXT CHECK (done_on >= since),
            note TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            trashed_at TEXT,
            {RECORDED}
        ) STRICT
    """)
    db.execute("""
        CREATE INDEX reviews_to_do ON reviews (participant_id)
        WHERE done_on IS NULL AND trashed_at IS NULL
    """)
    db.execute("CREATE INDEX reviews_of ON reviews (participant_id, since)")
    db.execute(f"""
        CREATE TABLE release_moves (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            item TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('to_do', 'under_way', 'done', 'not_applicable')),
            noted_on TEXT NOT NULL,
            {RECORDED}
        ) STRICT
    """)
    db.execute(
        "CREATE INDEX release_moves_of ON release_moves (participant_id, item, noted_on, id)"
    )
    _append_only(db, "release_moves")
    db.execute(f"""
        CREATE TABLE first_appointments (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            organisation_id INTEGER REFERENCES organisations,
            meets_on TEXT,
            {RECORDED},
            CHECK ((organisation_id IS NULL) = (meets_on IS NULL))
        ) STRICT
    """)
    db.execute("CREATE INDEX first_appointments_of ON first_appointments (participant_id, id)")
    _append_only(db, "first_appointments")
    db.execute(f"""
        CREATE TABLE sharing_agreements (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            item TEXT NOT NULL CHECK (item IN ('project', 'milestones', 'next_step', 'mentor',
                                               'barriers', 'plan', 'contacts')),
            agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
            agreed_on TEXT NOT NULL,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX sharing_agreements_of ON sharing_agreements (participant_id, item)")
    _append_only(db, "sharing_agreements")


@migrations()
def create_documents_and_pinned_facts(db: Database) -> None:
    """Files kept on somebody, whole, and the few things that stand under their name."""
    db.execute(f"""
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            title TEXT NOT NULL CHECK (length(trim(title)) > 0),
            dated_on TEXT NOT NULL,
            level TEXT NOT NULL CHECK (level IN ('team', 'participant')),
            kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'docx', 'xlsx')),
            trashed_at TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED},
            bytes INTEGER NOT NULL CHECK (bytes > 0),
            content BLOB NOT NULL
        ) STRICT
    """)
    db.execute("CREATE INDEX documents_of ON documents (participant_id, dated_on)")
    db.execute(f"""
        CREATE TABLE pinned_facts (
            id INTEGER PRIMARY KEY,
            participant_id INTEGER NOT NULL REFERENCES participants,
            body TEXT NOT NULL CHECK (length(trim(body)) > 0),
            trashed_at TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED}
        ) STRICT
    """)
    db.execute("CREATE INDEX pinned_facts_of ON pinned_facts (participant_id)")


@migrations()
def create_the_pool_of_mentors(db: Database) -> None:
    """What a mentor offers and until when they are engaged; meetings planned by a pair are sessions that name it."""
    db.execute(f"""
        CREATE TABLE mentor_profiles (
            staff_id INTEGER PRIMARY KEY REFERENCES staff,
            trades TEXT NOT NULL DEFAULT '[]',
            departements TEXT NOT NULL DEFAULT '[]',
            capacity INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 20),
            availability TEXT NOT NULL DEFAULT '[]',
            availability_note TEXT NOT NULL DEFAULT '',
            signed_on TEXT,
            agreed_until TEXT CHECK (agreed_until >= signed_on),
            permit_site_id INTEGER REFERENCES sites,
            permit_asked_on TEXT,
            permit_until TEXT CHECK (permit_until >= permit_asked_on),
            version INTEGER NOT NULL DEFAULT 1,
            {RECORDED}
        ) STRICT
    """)
    db.execute("ALTER TABLE sessions ADD COLUMN pair_id INTEGER REFERENCES mentor_pairs")
    db.execute(
        "CREATE INDEX sessions_of_pair ON sessions (pair_id, held_on) WHERE pair_id IS NOT NULL"
    )


@migrations()
def index_what_is_searched(db: Database) -> None:
    """A name that is being typed is looked for in the index alone: people's rows are wide."""
    db.execute(
        "CREATE INDEX participants_by_words ON participants (search) WHERE standing = 'active'"
    )


@migrations()
def publish_tables_with_the_counts(db: Database) -> None:
    """Whatever those who see no name read is fixed on the same day: what was fixed by itself is fixed anew."""
    db.execute("""
        CREATE TABLE published_tables (
            month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
            name TEXT NOT NULL,
            part INTEGER NOT NULL,
            campaign_id INTEGER REFERENCES campaigns,
            told TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (month, name, part)
        ) STRICT
    """)
    db.execute("DELETE FROM published_counts")


@migrations()
def keep_what_was_masked(db: Database) -> None:
    """What is shown of each published count: worked out once, the same for every process that serves pages."""
    db.execute("""
        CREATE TABLE published_masks (
            fingerprint TEXT NOT NULL,
            question TEXT NOT NULL,
            shown TEXT NOT NULL,
            PRIMARY KEY (fingerprint, question)
        ) STRICT, WITHOUT ROWID
    """)
