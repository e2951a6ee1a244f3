"""Everything that somebody without names can be given by the core, each thing under a name of its own."""

import json
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from core import charts, exports, figures, snapshots
from core.cohorts import visible
from core.data_out import reading
from core.data_out.registry import TABLES
from core.errors import InvalidInput, NotFound
from core.evaluation import cohort_sizes, crossing, dashboard, thresholds
from core.evaluation.drawing import comparison, drawing
from core.evaluation.registry import INDICATORS
from core.evaluation.views import Scope, Split
from core.export_data import ALL, Form, Request
from core.export_data import file as data_file
from core.export_evaluation import evaluation_as_word
from core.language import Language, speaking
from core.snapshots import Audience, Wish

BOTH = tuple(Language)


def unpacked(content: bytes) -> str:
    """The text of a file: of each part, with its name, where it is a package."""
    if not is_zipfile(BytesIO(content)):
        return unescape(content.decode("utf-8", "replace"))
    with ZipFile(BytesIO(content)) as package:
        return "\n".join(name + unpacked(package.read(name)) for name in package.namelist())


def scopes(db, *, by, today) -> Iterator[tuple[Scope, Split]]:
    """Every condition and every comparison that is offered, alone and together; those refused are left out."""
    offered = dashboard.choices(db, by=by, today=today)
    conditions = [Scope()]
    for name in ("arm", "territory", "situation", "period", "cohort"):
        field = "cohort_id" if name == "cohort" else name
        conditions += [
            Scope(**{field: int(key) if name == "cohort" else key}) for key in offered.of(name)
        ]
    for scope in conditions:
        for split in Split:
            try:
                dashboard.indicator(db, "funnel", scope, split=split, by=by, today=today)
            except InvalidInput:
                continue
            yield scope, split


def results(db, *, by, today) -> Iterator[tuple[str, dashboard.Overview]]:
    for scope, split in scopes(db, by=by, today=today):
        yield f"{scope} {split}", dashboard.overview(db, scope, split=split, by=by, today=today)


def on_screen(db, *, by, today) -> dict[str, str]:
    """Lines, sentences and the specification of each chart, as a browser is sent them."""
    found = {}
    for name, seen in results(db, by=by, today=today):
        for one in (seen.figures, *seen.results):
            sent = [one.table(), one.answer.counted, one.answer.missing, one.answer.remark]
            for drawn in (comparison(one), *(drawing(one, group) for group in seen.groups)):
                if drawn is not None and not one.hidden:
                    sent.append(charts.spec(drawn.name, drawn.rows, language="fr", **drawn.options))
                    sent.append(drawn.alt)
            found[f"{name} {one.indicator.key}"] = json.dumps(sent, default=str, ensure_ascii=False)
        found[f"{name} notes"] = " ".join(seen.notes)
    known, _day = cohort_sizes.counted(db, visible(db, by=by), by=by, today=today)
    found["cohorts"] = repr([(one.name, one.people) for one in known])
    days = crossing.days_compared(db, by=by, today=today)
    if days:
        first, second = days
        table = crossing.crossing(db, Scope(), first=first, second=second, by=by, today=today)
        found["crossing"] = repr((table.table(), table.answer))
    return found


def saved_figures(db, *, by, today, forms=tuple(figures.Form)) -> dict[str, str]:
    """Each indicator of everybody and of one comparison, as table, picture and drawing."""
    found = {}
    for split in (Split.NONE, Split.ARM):
        for key in INDICATORS:
            result = dashboard.indicator(db, key, Scope(), split=split, by=by, today=today)
            for form in forms:
                try:
                    file = figures.save(db, result, form, by=by, language=Language.FRENCH)
                except NotFound:  # nothing to draw
                    continue
                found[f"{key} {split} {form}"] = unpacked(file)
    return found


def tables(db, *, by, today) -> dict[str, str]:
    """Each table as CSV and as a workbook, of everybody and of each form of support, and what the page says."""
    found = {}
    for arm in (None, *reading.arms(db, by=by)):
        scope = Scope(arm=arm)
        who = reading.reader(db, scope, by=by, today=today)
        for key in (*TABLES, ALL):
            for form in Form:
                asked = Request(table=key, form=form, scope=scope)
                file = data_file(db, asked, by=by, today=today, language=Language.FRENCH)
                # The properties of a workbook say when it was made.
                found[f"{key} {arm} {form}"] = "\n".join(
                    line for line in unpacked(file).splitlines() if "docProps/core.xml" not in line
                )
            if key != ALL:
                sheet = reading.sheet(db, key, who)
                found[f"{key} {arm} said"] = repr((sheet.notes, list(sheet.dictionary())))
                found[f"{key} {arm} count"] = str(reading.count(db, key, who))
    return found


def documents(db, *, by, today) -> dict[str, str]:
    """The summary of each cohort and the evaluation reports, for each kind of reader, in both languages."""
    found = {}
    k = thresholds.of(db)
    for cohort in visible(db, by=by):
        for language in BOTH:
            for leaves in (False, True):
                file = exports.cohort_as_word(
                    db, cohort.id, by=by, today=today, language=language, leaves=leaves
                )
                found[f"cohort {cohort.id} {language} {leaves}"] = unpacked(file)
    kinds = ((Audience.FUNDER, k.outside), (Audience.COMMITTEE, k.inside))
    for audience, smallest in kinds:
        for split in (Split.NONE, Split.ARM):
            wish = Wish(name="Rapport", audience=audience, smallest=smallest, split=split)
            taken = snapshots.take(db, wish, by=by, today=today)
            for language in BOTH:
                file = evaluation_as_word(db, taken, by=by, language=language)
                found[f"report {audience} {split} {language}"] = unpacked(file)
    for one in snapshots.visible(db, by=by):
        with speaking(Language.FRENCH):
            found[f"snapshot {one.id}"] = repr(snapshots.read(db, one.id, by=by))
    return found


def rows(db, *, by, today) -> dict[str, list]:
    """The rows of each table, as they stand in its file."""
    who = reading.reader(db, Scope(), by=by, today=today)
    return {key: list(reading.sheet(db, key, who).rows) for key in TABLES}


def everything(db, *, by, today) -> dict[str, str]:
    return (
        on_screen(db, by=by, today=today)
        | saved_figures(db, by=by, today=today)
        | tables(db, by=by, today=today)
        | documents(db, by=by, today=today)
    )
