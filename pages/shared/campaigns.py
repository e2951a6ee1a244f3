"""The evaluation campaign: the one that is open, how to close it or open the next one."""

import streamlit as st

from core import campaigns, clock
from core.campaigns import Campaign
from core.evaluation.disclosure import INSIDE_K, OUTSIDE_K
from core.language import _, n_
from core.permissions import Action
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import count, short_date
from pages.shared.feedback import explained, save_token, saving
from pages.shared.markup import empty, facts, section, small, table
from pages.shared.widgets import choice, save_button

THRESHOLDS = (OUTSIDE_K, INSIDE_K)


def campaigns_part(visitor: Staff) -> None:
    """For those who open and close campaigns; nothing for the others."""
    if not visitor.may(Action.MANAGE_CAMPAIGNS):
        return
    with explained(), open_tracker() as db:
        known = campaigns.every(db, by=visitor)
    section(_("Evaluation campaign"))
    small(
        _(
            "While a campaign is open, evaluators take rows of individuals away under pseudonyms of this "
            "campaign. What they may know of each person is settled the day it opens; people who enter "
            "later are in the next one."
        )
    )
    current = next((one for one in known if one.closed_on is None), None)
    if current:
        _shown(current, visitor)
    else:
        empty(_("No campaign is open: evaluators read the dashboard, and take no rows away."))
        _opening(visitor)
    past = [one for one in known if one.closed_on is not None]
    if past:
        table(
            [_("Campaign"), _("Opened on"), _("Closed on"), _("People")],
            [
                (one.name, short_date(one.opened_on), short_date(one.closed_on), count(one.people))
                for one in past
            ],
            caption=_("Past campaigns"),
        )


def _shown(campaign: Campaign, visitor: Staff) -> None:
    facts(
        [
            (_("Campaign"), campaign.name),
            (_("Opened on"), short_date(campaign.opened_on)),
            (_("People"), count(campaign.people)),
            (_("Left out"), count(campaign.left_out)),
            (_("Threshold"), n_("{n} person", "{n} people", campaign.k)),
        ]
    )
    with st.expander(_("Close the campaign")), st.form("close_campaign", border=False):
        small(
            _("Its pseudonyms will be used no more. Files already taken away cannot be taken back.")
        )
        token = save_token("close_campaign")
        if save_button(_("Close the campaign"), key="close_campaign_save"):
            with saving(_("Campaign closed"), form="close_campaign"), open_tracker() as db:
                campaigns.close(db, campaign.id, by=visitor, today=clock.today(), token=token)


def _opening(visitor: Staff) -> None:
    with st.expander(_("Open a campaign")), st.form("open_campaign", border=False):
        name = st.text_input(_("Name"), key="campaign_name", max_chars=120)
        threshold = choice(
            _("Least number of people who share what is told of each"), THRESHOLDS, key="campaign_k",
            said=lambda k: _threshold(k), index=0,
        )  # fmt: skip
        token = save_token("open_campaign")
        if save_button(_("Open the campaign"), key="open_campaign_save"):
            with saving(_("Campaign open"), form="open_campaign"), open_tracker() as db:
                campaigns.start(
                    db, name, k=threshold or OUTSIDE_K, by=visitor, today=clock.today(), token=token
                )


def _threshold(k: int) -> str:
    words = {
        OUTSIDE_K: _("{k}: the rule for documents that leave"),
        INSIDE_K: _("{k}: for an evaluator bound by contract"),
    }
    return words[k].format(k=k)
