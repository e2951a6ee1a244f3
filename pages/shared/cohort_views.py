"""The list of cohorts, and one cohort with what can be done about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from core import cohorts, exports, organisations, programmes
from core.cohorts import PARTS, Cohort
from core.evaluation.dimensions import FIXED
from core.language import Language, _, current, p_
from core.permissions import Action
from core.programme import Programme
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import NOTHING, months, short_date
from pages.shared.cohort_form import cohort_form
from pages.shared.download import word_button
from pages.shared.feedback import said, save_token, saving
from pages.shared.markup import (
    Cell,
    Column,
    Safe,
    empty,
    facts,
    lead,
    link,
    safe,
    section,
    small,
    state,
    table,
    title,
)
from pages.shared.plan_archive import archive_below


def shown_people(cohort: Cohort) -> Cell:
    """How many people entered, or the word for a masked number."""
    if cohort.people is None:
        word = safe(p_("cell", "masked"))
        return Safe(f'<span class="masked">{word}</span>')
    return cohort.people


def cohorts_table(
    known: Sequence[Cohort], definitions: Mapping[int, Programme], visitor: Staff
) -> None:
    """The cohorts that the visitor may open, newest first."""
    if not known:
        empty(
            _("No cohort yet. Open the first one below, then import its roster.")
            if visitor.may(Action.MANAGE_COHORTS)
            else _("No cohort yet. They will stand here once they are open.")
        )
        return
    table(
        [
            _("Cohort"), _("Programme"), _("Form of support"), _("Territory"),
            Column(p_("column", "People"), numeric=True), _("Dates"), p_("column", "State"),
        ],
        [
            [
                link(each.name, "cohorts", cohort=each.id),
                str(definitions[each.programme_id].name),
                str(definitions[each.programme_id].arm(each.arm).name),
                each.territory,
                shown_people(each),
                dates(each, visitor),
                state_of(each),
            ]
            for each in known
        ],
        caption=_("Cohorts"),
    )  # fmt: skip


def how_counted(known: Sequence[Cohort], day: date | None) -> None:
    """What is masked, and on which day people were counted, where it is not today."""
    if any(one.people is None for one in known):
        small(
            _(
                "Masked: people are counted cohort by cohort only where every cohort is large enough "
                "for nobody to be recognised."
            )
        )
    if day:
        small(_(FIXED).format(day=short_date(day)))


def dates(cohort: Cohort, visitor: Staff) -> str:
    """From a day, to another if it is known; only the months for those who see no name."""
    if not visitor.may(Action.LIST_PARTICIPANTS):
        return months(cohort.starts_on, cohort.ends_on)
    if cohort.ends_on is None:
        return _("since {start}").format(start=short_date(cohort.starts_on))
    return _("from {start} to {end}").format(
        start=short_date(cohort.starts_on), end=short_date(cohort.ends_on)
    )


def state_of(cohort: Cohort) -> Safe:
    if cohort.open:
        return state("in_progress", p_("cohort", "open"))
    return state("not_applicable", p_("cohort", "closed"))


def cohort_page(visitor: Staff, cohort: Cohort, *, today: date) -> None:
    """One cohort: its facts, where to go from there, and its corrections."""
    with open_tracker() as db:
        programme = programmes.by_id(db, cohort.programme_id)
        names = {each.id: each.name for each in organisations.all_organisations(db, by=visitor)}
    knows_codes = visitor.may(Action.LIST_PARTICIPANTS)
    title(cohort.name, cohort.prefix if knows_codes else "")
    lead(f"{programme.name} · {programme.arm(cohort.arm).name}")
    said()
    facts(
        [
            (_("Territory"), cohort.territory),
            (p_("column", "People"), shown_people(cohort)),
            (_("Dates"), dates(cohort, visitor)),
            (p_("column", "State"), state_of(cohort)),
        ]
    )
    small(
        " · ".join(
            _("{name}, {part}").format(name=names.get(key, NOTHING), part=_(PARTS[part]))
            for key, part in cohort.organisations.items()
        )
    )
    _ways_on(visitor, cohort)
    if visitor.may(Action.EXPORT_COHORT):
        language = _word(visitor, cohort, today)
        name = f"plans-{cohort.prefix.lower()}"
        archive_below(visitor, cohort.id, file=name, today=today, language=language)
    if visitor.may(Action.MANAGE_COHORTS):
        section(_("Correct this cohort"))
        cohort_form(visitor, cohort)
        _close_or_open(visitor, cohort, today)


def _ways_on(visitor: Staff, cohort: Cohort) -> None:
    ways = []
    if visitor.may(Action.LIST_PARTICIPANTS):
        ways.append(link(_("The people of this cohort"), "participants", cohort=cohort.id))
    if visitor.may(Action.VIEW_DASHBOARD):
        ways.append(link(_("Its dashboard"), "dashboard", cohort=cohort.id))
    if visitor.may(Action.IMPORT_ROSTER) and cohort.open:
        ways.append(link(_("Import a roster"), "import-roster", cohort=cohort.id))
    st.html(f"<p>{' · '.join(ways)}</p>")


def _word(visitor: Staff, cohort: Cohort, today: date) -> Language:
    """The cohort's summary, in the language that is returned."""
    which, button = st.columns([1, 3], vertical_alignment="bottom")
    with which:
        languages = list(Language)
        language = st.segmented_control(
            _("Language of the document"), languages, default=current(), key="word_language",
            format_func=lambda one: "Français" if one is Language.FRENCH else "English",
            required=True,
        )  # fmt: skip
    with button:
        word_button(
            _("Cohort summary in Word"),
            partial(
                exports.cohort_as_word, cohort_id=cohort.id, by=visitor, today=today,
                language=language or current(),
            ),
            file=f"cohorte-{_file(visitor, cohort)}",
            key="word",
        )  # fmt: skip
    return language or current()


def _file(visitor: Staff, cohort: Cohort) -> str:
    return cohort.prefix.lower() if visitor.may(Action.LIST_PARTICIPANTS) else str(cohort.id)


def _close_or_open(visitor: Staff, cohort: Cohort, today: date) -> None:
    key = f"closing_{cohort.id}"
    if not cohort.open:
        section(_("Open again"))
        small(_("People may enter the cohort again, by hand or with a roster."))
        if st.button(_("Open this cohort again"), key=key):
            with saving(_("Cohort open again."), form=key), open_tracker() as db:
                cohorts.reopen(db, cohort.id, by=visitor, token=save_token(key))
        return
    section(_("Close this cohort"))
    small(_("Nobody enters a closed cohort any more. Everything in it can still be read."))
    sure = st.checkbox(_("Yes, this cohort is over"), key=f"{key}_sure")
    if st.button(_("Close this cohort"), key=key, disabled=not sure):
        with saving(_("Cohort closed."), form=key), open_tracker() as db:
            cohorts.close(db, cohort.id, by=visitor, today=today, token=save_token(key))
