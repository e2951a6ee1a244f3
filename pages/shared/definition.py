"""A programme's definition, part by part, as it is read on a page."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from core.language import N_, _, n_, p_
from core.programme import (
    Chapter,
    Milestone,
    Programme,
    Side,
    exit_class_name,
    shared_stage_name,
    side_name,
)
from core.wording import duration
from pages.shared.markup import Column, safe, small, strong, table, two_lines


@dataclass(frozen=True, kw_only=True)
class PartOfProgramme:
    """A part of the page: its name, the shorter one to choose it by, and what shows it."""

    name: str
    short: str
    show: Callable[[Programme], None]


def stages(programme: Programme) -> None:
    small(_("Programmes are compared under the shared stages."))
    table(
        [_("Stage"), _("Shared stage"), Column(_("Milestones"), numeric=True)],
        [
            [
                strong(f"{at}. {stage.name}"),
                shared_stage_name(stage.shared),
                sum(milestone.stage == stage.key for milestone in programme.milestones) or None,
            ]
            for at, stage in enumerate(programme.stages, start=1)
        ],
        caption=_("Stages"),
    )


def milestones(programme: Programme) -> None:
    small(_("A milestone is validated by a second person, on the evidence asked for."))
    table(
        [_("Milestone"), _("Stage"), _("Evidence asked for")],
        [
            [
                strong(f"{at}. {one.name}"),
                str(programme.stage(one.stage).name),
                two_lines(str(one.evidence), notes) if (notes := _notes(one)) else str(one.evidence),
            ]
            for at, one in enumerate(programme.milestones, start=1)
        ],
        caption=_("Milestones"),
    )  # fmt: skip


def _notes(milestone: Milestone) -> str:
    """What is particular about a milestone, in short."""
    notes = []
    if milestone.answers:
        answers = " · ".join(str(answer.name) for answer in milestone.answers)
        notes.append(_("Answers: {answers}.").format(answers=answers))
    if milestone.gated:
        notes.append(_("Depends on the situation."))
    return " ".join(notes)


def kinds(programme: Programme) -> None:
    table(
        [_("Kind of session"), _("Who is there"), Column(_("Usual length"), numeric=True),
         _("Feedback of the mentor")],
        [
            [
                strong(str(kind.name)),
                _who(collective=kind.collective, headcount=kind.headcount_only),
                duration(kind.minutes),
                _("expected") if kind.expects_feedback else None,
            ]
            for kind in programme.session_kinds
        ],
        caption=_("Kinds of session"),
    )  # fmt: skip
    days = programme.feedback_expected_after_days
    small(n_("Feedback is expected {n} day after the meeting.",
             "Feedback is expected {n} days after the meeting.", days))  # fmt: skip
    days = programme.stalled_after_days
    small(n_("Without a session or a milestone for {n} day, a person is on the list to call back.",
             "Without a session or a milestone for {n} days, a person is on the list to call back.",
             days))  # fmt: skip


def _who(*, collective: bool, headcount: bool) -> str:
    if headcount:
        return _("a group, counted without names")
    return _("a group") if collective else _("one person")


def causes(programme: Programme) -> None:
    small(_("An absence for a cause of the establishment does not count against the person."))
    order = list(Side)
    by_side = sorted(programme.causes, key=lambda cause: order.index(cause.side))
    table(
        [_("Side that answers for it"), _("Causes")],
        [
            [strong(side_name(side)), " · ".join(str(cause.name) for cause in group)]
            for side, group in groupby(by_side, key=lambda cause: cause.side)
        ],
        caption=_("Causes of absence"),
    )


def criteria(programme: Programme) -> None:
    table(
        [_("Criterion"), *[_("Level {n}").format(n=mark) for mark in range(1, 5)]],
        [
            [
                two_lines(strong(str(one.name)), str(one.question)),
                *[str(words) for words in one.meanings.values()],
            ]
            for one in programme.criteria
        ],
        caption=_("Criteria of the mentor's feedback"),
    )


def grid(programme: Programme) -> None:
    table(
        [_("Criterion"), *[_("Level {n}").format(n=mark) for mark in range(1, 5)]],
        [
            [
                two_lines(
                    strong(str(one.name)), n_("counts {n} time", "counts {n} times", one.weight)
                ),
                *[str(words) for words in one.meanings.values()],
            ]
            for one in programme.jury
        ],
        caption=_("Jury grid"),
    )


def barriers(programme: Programme) -> None:
    if not programme.barriers:
        small(_("This version of the programme has no list of barriers."))
        return
    small(_("Situations and objectives are chosen from these lists, never typed."))
    table(
        [_("Barrier"), _("Situations"), _("Objectives")],
        [
            [
                strong(str(one.name)),
                _("not asked: only a referral is written down")
                if one.referral_only
                else " · ".join(str(choice.name) for choice in one.situations),
                " · ".join(str(choice.name) for choice in one.objectives),
            ]
            for one in programme.barriers
        ],
        caption=_("Barriers"),
    )


def chapters(programme: Programme) -> None:
    for at, chapter in enumerate(programme.chapters, start=1):
        lines = "".join(f"<li>{safe(line)}</li>" for line in str(chapter.guidance).splitlines())
        marks = _marks(chapter)
        aside = f' <span class="muted small">{safe(marks)}</span>' if marks else ""
        st.html(f"<h3>{at}. {safe(str(chapter.title))}{aside}</h3><ul>{lines}</ul>")


def _marks(chapter: Chapter) -> str:
    told = {
        _("in the short plan"): chapter.light,
        _("with the nine blocks"): chapter.canvas,
        _("with the forecast"): chapter.forecast,
        _("annex"): chapter.annex,
    }
    return " · ".join(words for words, true in told.items() if true)


def support(programme: Programme) -> None:
    table([_("Form of support")], [[str(arm.name)] for arm in programme.arms],
          caption=_("Forms of support"))  # fmt: skip
    table(
        [p_("column", "Exit"), p_("column", "Official class"), p_("column", "Chosen by the person")],
        [
            [
                strong(str(one.name)),
                exit_class_name(one.exit_class),
                _("yes") if one.voluntary else _("no"),
            ]
            for one in programme.exit_kinds
        ],
        caption=_("Exits"),
    )  # fmt: skip
    if programme.release:
        names = ", ".join(str(one.name) for one in programme.release)
        small(_("What somebody who comes out needs: {names}.").format(names=names))


PARTS = {
    "stages": PartOfProgramme(name=N_("Stages"), short=N_("Stages"), show=stages),
    "milestones": PartOfProgramme(name=N_("Milestones"), short=N_("Milestones"), show=milestones),
    "kinds": PartOfProgramme(name=N_("Kinds of session"), short=N_("Sessions"), show=kinds),
    "causes": PartOfProgramme(name=N_("Causes of absence"), short=N_("Absences"), show=causes),
    "criteria": PartOfProgramme(name=N_("Mentor feedback"), short=N_("Feedback"), show=criteria),
    "jury": PartOfProgramme(name=N_("Jury grid"), short=N_("Jury"), show=grid),
    "barriers": PartOfProgramme(name=N_("Barriers"), short=N_("Barriers"), show=barriers),
    "chapters": PartOfProgramme(name=N_("Plan chapters"), short=N_("Plan"), show=chapters),
    "support": PartOfProgramme(
        name=N_("Forms of support and exits"), short=N_("Support and exits"), show=support
    ),
}


def how_to_change(programme: Programme) -> None:
    """Where the definition is written, and what to do to change it."""
    small(
        _(
            "This page only shows the file data/programmes/{key}.toml. Edit its texts, add one to its "
            "version and start the tracker again. Cohorts that have started keep their version."
        ).format(key=programme.key)
    )
