"""Which pages there are, who may open them, and where they stand in the menu."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.language import N_, _
from core.permissions import Action
from core.staff import Staff
from pages.shared.markup import link, message, title

PAGES = Path(__file__).parent.parent


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page: its file, its title, the action that its lock asks, its group. Hidden: reached from lists."""

    file: str
    title: str
    action: Action
    group: str
    hidden: bool = False

    @property
    def path(self) -> str:
        """The address of the page: `record_session.py` stands at `/record-session`."""
        return self.file.removesuffix(".py").replace("_", "-")


TODAY = N_("Today")
FOLLOW = N_("Follow-up")
EVALUATION = N_("Evaluation")
PROGRAMME = N_("Programme")

MENU = (
    Entry(file="to_do.py", title=N_("To do"), action=Action.SEE_TO_DO, group=TODAY),
    Entry(file="mentees.py", title=N_("My mentees"), action=Action.LIST_MENTEES, group=TODAY),
    Entry(file="feedback.py", title=N_("Feedback"), action=Action.GIVE_FEEDBACK, group=TODAY, hidden=True),
    Entry(file="jury.py", title=N_("Jury"), action=Action.SIT_ON_JURY, group=TODAY, hidden=True),
    Entry(
        file="participants.py", title=N_("Participants"), action=Action.LIST_PARTICIPANTS, group=FOLLOW
    ),
    Entry(
        file="participant.py", title=N_("File"), action=Action.READ_IDENTITY, group=FOLLOW, hidden=True
    ),
    Entry(
        file="together.py", title=N_("For several people"), action=Action.MOVE_STAGE, group=FOLLOW, hidden=True
    ),
    Entry(
        file="import_roster.py", title=N_("Import a roster"), action=Action.IMPORT_ROSTER, group=FOLLOW, hidden=True
    ),
    Entry(
        file="shared_plan.py", title=N_("Shared plan"), action=Action.READ_SHARED_PLAN, group=TODAY, hidden=True
    ),
    Entry(file="plan.py", title=N_("Business plan"), action=Action.READ_PLAN, group=FOLLOW, hidden=True),
    Entry(file="forecast.py", title=N_("Forecast"), action=Action.READ_PLAN, group=FOLLOW, hidden=True),
    Entry(
        file="plan_versions.py", title=N_("Versions of the plan"), action=Action.READ_PLAN, group=FOLLOW, hidden=True
    ),
    Entry(
        file="plan_annexes.py", title=N_("Photographs and quotes"), action=Action.READ_PLAN, group=FOLLOW, hidden=True
    ),
    Entry(file="sessions.py", title=N_("Sessions"), action=Action.LIST_SESSIONS, group=FOLLOW),
    Entry(file="session.py", title=N_("Session"), action=Action.RECORD_SESSION, group=FOLLOW, hidden=True),
    Entry(
        file="questionnaire.py", title=N_("Questionnaire"), action=Action.RECORD_ANSWERS, group=FOLLOW, hidden=True
    ),
    Entry(
        file="import_answers.py", title=N_("Import answers"), action=Action.RECORD_ANSWERS, group=FOLLOW, hidden=True
    ),
    Entry(file="mentors.py", title=N_("Mentors"), action=Action.PAIR_MENTOR, group=FOLLOW),
    Entry(file="partners.py", title=N_("Partners"), action=Action.KEEP_PARTNERS, group=FOLLOW),
    Entry(file="dashboard.py", title=N_("Dashboard"), action=Action.VIEW_DASHBOARD, group=EVALUATION),
    Entry(
        file="questionnaires.py", title=N_("Questionnaires"), action=Action.VIEW_RESPONSE_RATES, group=EVALUATION
    ),
    Entry(file="reports.py", title=N_("Reports"), action=Action.EXPORT_EVALUATION, group=EVALUATION),
    Entry(file="data.py", title=N_("Data"), action=Action.READ_DICTIONARY, group=EVALUATION),
    Entry(file="learnings.py", title=N_("Learning log"), action=Action.KEEP_LEARNINGS, group=EVALUATION),
    Entry(file="portfolio.py", title=N_("Steering"), action=Action.STEER, group=PROGRAMME),
    Entry(file="cohorts.py", title=N_("Cohorts"), action=Action.VIEW_COHORTS, group=PROGRAMME),
    Entry(
        file="programme.py", title=N_("Programme definition"), action=Action.READ_PROGRAMME, group=PROGRAMME
    ),
    Entry(
        file="organisations.py",
        title=N_("Organisations and sites"),
        action=Action.MANAGE_ORGANISATIONS,
        group=PROGRAMME,
    ),
    Entry(file="team.py", title=N_("Team and access"), action=Action.MANAGE_STAFF, group=PROGRAMME),
)  # fmt: skip


def menu_for(visitor: Staff) -> dict[str, list[StreamlitPage]]:
    """The pages that the visitor's role may open, by group; the first one shown is the way in.

    The way in stands at "/" and only leads on: a page that were itself there would lose its address.
    """
    menu: dict[str, list[StreamlitPage]] = {}
    for entry in MENU:
        if not visitor.may(entry.action):
            continue
        page = st.Page(
            PAGES / entry.file,
            title=_(entry.title),
            url_path=entry.path,
            visibility="hidden" if entry.hidden else "visible",
        )
        menu.setdefault(_(entry.group), []).append(page)
    home = next(iter(menu.values()))[0]
    way_in = st.Page(lambda: _lead_on(home), title="Passerelle", default=True, visibility="hidden")
    next(iter(menu.values())).append(way_in)
    return menu


def _lead_on(home: StreamlitPage) -> None:
    """To the first page of the role; an address that opens nothing is said to, and stays."""
    if urlsplit(st.context.url or "").path in ("", "/"):
        st.switch_page(home)
    title(_("Nothing here"))
    message(_("This page does not exist, or is not part of your role."), kind="watch", role="alert")
    st.html(link(_("To the first page"), ""))
