"""The form that opens a cohort, or corrects one."""

from datetime import date

import streamlit as st

from core import cohorts, organisations, programmes
from core.cohorts import PARTS, Cohort, Part
from core.errors import InvalidInput
from core.language import _, p_
from core.organisations import OrganisationKind
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import NOTHING
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import empty, link
from pages.shared.widgets import choice, day, save_button

PAIR = (Part.BUSINESS, Part.JUSTICE)


def cohort_form(visitor: Staff, kept: Cohort | None) -> None:
    """Ask what a cohort is; the programme decides the forms of support, so it is asked first."""
    with open_tracker() as db:
        known = organisations.all_organisations(db, by=visitor)
        offered = {one.id: one.programme for one in programmes.choices(db, by=visitor)}
        if kept:
            offered = {kept.programme_id: programmes.by_id(db, kept.programme_id)}
    operators = {one.id: one.name for one in known if one.kind is OrganisationKind.OPERATOR}
    if not operators or not offered:
        empty(_("A cohort needs at least one association that runs it."))
        st.html(link(_("Write down the associations"), "organisations"))
        return
    key = f"cohort_{kept.id if kept else 'new'}"
    version = seen(key, kept.version) if kept else 1
    programme_id = next(iter(offered))
    if len(offered) > 1:
        picked = choice(
            _("Programme"), list(offered), key=f"{key}_programme",
            said=lambda one: str(offered[one].name), index=0,
        )  # fmt: skip
        programme_id = picked or programme_id
    arms = {arm.key: str(arm.name) for arm in offered[programme_id].arms}
    fixed = bool(kept and kept.people)
    run_by = {part: one for one, part in kept.organisations.items()} if kept else {}
    ids = list(operators)
    pairing = [0, *ids]  # 0: none

    with st.form(key, border=False):
        name = st.text_input(
            p_("cohort", "Name"), kept.name if kept else "", key=f"{key}_name", max_chars=120,
            placeholder=_("For example: Lyon, autumn 2026"),
        )  # fmt: skip
        left, right = st.columns(2)
        with left:
            arm = choice(
                _("Form of support"), list(arms), key=f"{key}_arm", said=arms.__getitem__,
                index=list(arms).index(kept.arm) if kept else None, disabled=fixed,
            )  # fmt: skip
            territory = st.text_input(
                _("Territory"), kept.territory if kept else "", key=f"{key}_territory",
                max_chars=80, placeholder=_("For example: Rhône"),
            )  # fmt: skip
            starts_on = day(
                p_("cohort", "Start"), key=f"{key}_start", value=kept.starts_on if kept else None
            )
        with right:
            prefix = st.text_input(
                _("Prefix of the codes (LYO gives LYO-001)"), kept.prefix if kept else "", key=f"{key}_prefix",
                max_chars=8, disabled=fixed, placeholder="LYO",
            )  # fmt: skip
            pair = {
                part: choice(
                    _("Association, {part}").format(part=_(PARTS[part])), pairing,
                    key=f"{key}_{part}", said=lambda one: operators.get(one, NOTHING),
                    index=pairing.index(run_by[part]) if run_by.get(part) in ids else 0,
                )
                for part in PAIR
            }  # fmt: skip
        with left:
            ends_on = day(
                _("End, if it is known"), key=f"{key}_end", value=kept.ends_on if kept else None
            )
        with right:
            others = st.multiselect(
                _("Partners"), ids, key=f"{key}_partners", format_func=operators.__getitem__,
                default=_partners(kept, ids), placeholder=_("Choose"),
            )  # fmt: skip
        done = save_button(
            _("Save the corrections") if kept else _("Open the cohort"), key=f"{key}_save"
        )
    if not done:
        return
    with saving(_("Corrections kept.") if kept else _("Cohort open."), form=key):
        cohort = Cohort(
            name=name, prefix=prefix.strip().upper(), programme_id=programme_id, arm=arm or "",
            territory=territory, starts_on=_given(starts_on), ends_on=ends_on,
            organisations={
                **dict.fromkeys(others, Part.PARTNER),
                **{one: part for part, one in pair.items() if one},
            },
            id=kept.id if kept else 0, version=version,
        )  # fmt: skip
        with open_tracker() as db:
            deed = cohorts.edit if kept else cohorts.add
            deed(db, cohort, by=visitor, token=save_token(key))


def _given(starts_on: date | None) -> date:
    if starts_on is None:
        raise InvalidInput(_("Give the day the cohort starts."))
    return starts_on


def _partners(kept: Cohort | None, ids: list[int]) -> list[int]:
    return [
        one
        for one, part in (kept.organisations if kept else {}).items()
        if part is Part.PARTNER and one in ids
    ]
