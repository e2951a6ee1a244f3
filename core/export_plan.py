"""What the plan's document says: the plan as it stands or as a version froze it, with its annexes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from core import actuals, annexes, forecasts, plan_settings, plan_versions, plans
from core.errors import NotFound
from core.export_forecast import forecast_exhibits
from core.forecast import Inputs, build, kept
from core.language import Language, _
from core.participants import Participant
from core.plan_parts import Plan
from core.reports import content
from core.reports.exhibits import Exhibit
from core.staff import Staff


@dataclass(frozen=True, kw_only=True)
class _State:
    """A plan at one moment; `annexes` has (id, title, alternative text), `forecast` what was typed of it.

    `received` is the turnover received so far, which no version freezes.
    """

    plan: Plan
    short: bool
    annexes: Iterable[tuple[int, str, str]]
    forecast: Inputs | None
    received: actuals.Received
    made_on: date


def plan_content(
    db: Database,
    person: Participant,
    *,
    by: Staff,
    today: date,
    language: Language,
    version_id: int | None = None,
) -> content.PlanContent:
    """A plan as its document wants it, as it stands or as a version froze it.

    Chapters nobody has begun are left out by the document, those of the full plan by a short one.
    The turnover received since the launch is not frozen: a version never shows it.
    """
    state = _state(db, person, version_id, today=today, by=by)
    chapters = state.plan.shown(light=state.short)
    blocks = tuple(
        content.CanvasText(
            key=block.key.removeprefix(plans.CANVAS), title=block.title, text=block.body
        )
        for block in state.plan.blocks
    )
    listed_annexes = [text.body for text in chapters if text.annex and text.body]
    figures = _figures(state.forecast, state, language) if state.forecast else ()
    pictures, files = _annexes(db, state.annexes, by=by)
    return content.PlanContent(
        language=language,
        association=by.organisation or "Passerelle",
        made_on=state.made_on,
        author=person.name,
        project=person.project or _("Business project"),
        person=person.name,
        chapters=tuple(
            content.Chapter(
                title=text.title,
                text=text.body,
                canvas=blocks if text.canvas else (),
                exhibits=figures if text.forecast else (),
            )
            for text in chapters
            if not text.annex
        ),
        annexes=(
            *(line.strip("- ") for body in listed_annexes for line in body.splitlines() if line),
            *files,
        ),
        photographs=pictures,
        working_version=any(text.status is not plans.Status.DONE for text in chapters if text.body),
    )


def is_blank(db: Database, participant_id: int, *, by: Staff) -> bool:
    """Whether nobody has begun anything of a plan: no text, no annex, no forecast."""
    if any(text.body for text in plans.read(db, participant_id, by=by).texts):
        return False
    if annexes.of(db, participant_id, by=by):
        return False
    return forecasts.read(db, participant_id, by=by).inputs is None


def _state(
    db: Database, person: Participant, version_id: int | None, *, today: date, by: Staff
) -> _State:
    """What is to be printed, and under which date and name."""
    if version_id is None:
        return _State(
            plan=plans.read(db, person.id, by=by),
            short=plan_settings.of(db, person.id, by=by).short,
            annexes=[
                (one.id, one.title, one.alternative) for one in annexes.of(db, person.id, by=by)
            ],
            forecast=forecasts.read(db, person.id, by=by).inputs,
            received=actuals.read(db, person.id, by=by),
            made_on=today,
        )
    frozen = plan_versions.read(db, version_id, by=by)
    if frozen.version.participant_id != person.id:
        raise NotFound(_("This version is not in your follow-up."))
    return _State(
        plan=frozen.plan, short=frozen.short, annexes=frozen.annexes,
        forecast=kept.readable(frozen.forecast)[0] if frozen.forecast else None,
        received={}, made_on=frozen.version.frozen_on,
    )  # fmt: skip


def _figures(inputs: Inputs, state: _State, language: Language) -> tuple[Exhibit, ...]:
    forecast = build(inputs)
    compared = actuals.compared(forecast, state.received)
    return forecast_exhibits(forecast, language, made_on=state.made_on, compared=compared)


def _annexes(
    db: Database, kept: Iterable[tuple[int, str, str]], *, by: Staff
) -> tuple[tuple[content.Photograph, ...], tuple[str, ...]]:
    """The pictures to print, and the titles of the files that go with the document."""
    pictures, files = [], []
    for annex_id, title, alternative in kept:
        annex = annexes.get(db, annex_id, by=by)
        if not annex.is_picture:
            files.append(_("{title} (PDF, attached)").format(title=title))
            continue
        pictures.append(
            content.Photograph(
                title=title, alternative=alternative, width=annex.width, height=annex.height,
                content=annexes.file_of(db, annex_id, by=by),
            )
        )  # fmt: skip
    return tuple(pictures), tuple(files)
