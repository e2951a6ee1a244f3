"""The evaluation report of a snapshot: its figures, charts and comparison, ready for the document."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

from sqlite_utils import Database

from core import audit, snapshots
from core.errors import NotFound
from core.evaluation.registry import KEY_FIGURES
from core.evaluation.results import Result
from core.export_findings import SMALL_FROM, column_width, finding, shown
from core.language import Language, _, current, speaking
from core.reports import evaluation_content as content
from core.reports.exhibits import Table
from core.snapshot_comparison import Compared, compared, the_rest
from core.snapshots import AUDIENCES, Audience, Frozen
from core.staff import Staff
from core.storage import exports as store
from core.storage.database import transaction
from core.wording import plain_date


def evaluation_as_word(db: Database, snapshot_id: int, *, by: Staff, language: Language) -> bytes:
    """The report of a snapshot as a Word file, the same each time. Raises as `snapshots.read`."""
    from core.reports.evaluation import evaluation_document

    with speaking(language):
        frozen = snapshots.read(db, snapshot_id, by=by)
        earlier = _earlier(db, frozen, by)
        file = evaluation_document(evaluation_content(frozen, earlier))
    with transaction(db):
        store.insert(
            db, document="evaluation", language=language, sha256=sha256(file).hexdigest(),
            recorded_by=by.id,
        )  # fmt: skip
        audit.record(
            db, "evaluation.exported", by=by, subject="snapshot", subject_id=frozen.snapshot.id
        )
    return file


def evaluation_content(frozen: Frozen, earlier: Frozen | None) -> content.EvaluationContent:
    """What the report says, in the language in force."""
    snapshot = frozen.snapshot
    by_key = {result.indicator.key: result for result in frozen.results}
    figures = by_key.pop(KEY_FIGURES.key, None)
    groups = dict.fromkeys(row.group for one in by_key.values() for row in one.answer.rows)
    return content.EvaluationContent(
        language=current(),
        association=frozen.association,
        made_on=snapshot.taken_on,
        author=snapshot.who,
        name=snapshot.name,
        readers=_(AUDIENCES[snapshot.audience]),
        for_committee=snapshot.audience is Audience.COMMITTEE,
        facts=(*snapshot.facts, *_programmes(frozen)),
        mark=snapshot.mark,
        smallest=snapshot.smallest,
        figures=tuple(
            (row.label, shown(row.said(figures.indicator.columns[0])))
            for row in figures.answer.rows
        )
        if figures
        else (),
        figures_basis=_basis(figures) if figures else "",
        findings=tuple(finding(one) for one in by_key.values() if one.answer.rows),
        empty=tuple(_(one.indicator.title) for one in by_key.values() if not one.answer.rows),
        earlier=_changes(earlier, frozen) if earlier else None,
        quotes=tuple(_quotes(frozen)),
        groups=tuple(groups) if len(groups) > 1 else (),
        left_out=frozen.left_out,
    )


def _earlier(db: Database, frozen: Frozen, by: Staff) -> Frozen | None:
    """The report before; None if there is none, or none that `by` may read."""
    if frozen.snapshot.previous_id is None:
        return None
    try:
        return snapshots.read(db, frozen.snapshot.previous_id, by=by)
    except NotFound:
        return None


def _programmes(frozen: Frozen) -> Iterator[tuple[str, str]]:
    for _key, version, name in frozen.programmes:
        yield _("Programme"), _("{name}, version {n}").format(name=name, n=version)


def _basis(result: Result) -> str:
    day = _("Data of {date}.").format(date=plain_date(result.day))
    sentences = (_(result.indicator.definition), result.answer.counted, result.answer.missing, day)
    return " ".join(filter(None, sentences))


def _changes(earlier: Frozen, now: Frozen) -> content.Earlier:
    return content.Earlier(
        name=earlier.snapshot.name,
        day=earlier.snapshot.taken_on,
        changed=tuple(map(_changed, compared(earlier, now))),
        same_programme=earlier.programmes == now.programmes,
    )


def _changed(one: Compared) -> content.Changed:
    if not one.changes:
        return content.Changed(title=one.title, remark=one.remark)
    several = any(change.group for change in one.changes)
    head = (_("Group"),) * several + ("", *one.figures)
    words = several + 1
    return content.Changed(
        title=one.title,
        table=Table(
            title=one.title,
            head=head,
            rows=tuple(
                (change.group,) * several + (change.label, *change.told()) for change in one.changes
            ),
            widths=(3.0,) * several + (5.0,) + tuple(map(column_width, one.figures)),
            numeric=frozenset(range(words, len(head))),
            small=len(head) > SMALL_FROM,
            note=the_rest(one),
        ),
    )


def _quotes(frozen: Frozen) -> Sequence[content.Quote]:
    return [
        content.Quote(about=one["about"], day=date.fromisoformat(one["day"]), words=one["words"])
        for one in frozen.quotes
    ]
