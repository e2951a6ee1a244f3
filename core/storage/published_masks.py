"""What is shown of published counts, by the fingerprint of the counts and of the question asked."""

from sqlite_utils import Database

from core.storage.counting import tuples


def shown(db: Database, fingerprint: str, question: str) -> str | None:
    sql = """
        SELECT shown FROM published_masks WHERE fingerprint = :fingerprint AND question = :question
    """
    found = tuples(db, sql, {"fingerprint": fingerprint, "question": question})
    return str(found[0][0]) if found else None


def keep(db: Database, fingerprint: str, question: str, shown: str) -> None:
    """Keep an answer, unless somebody just did; those of earlier publications go."""
    db.execute(
        "INSERT INTO published_masks VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [fingerprint, question, shown],
    )
    db.execute("DELETE FROM published_masks WHERE fingerprint <> ?", [fingerprint])
