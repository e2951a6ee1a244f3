"""The chapters of a plan as a list: where one is, what state each is in, what is said of it.

They go by their titles: their numbers are given by the document, which leaves empty chapters out.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.language import _, n_
from core.plan_comments import Comment, waiting
from core.plans import STATUSES, Plan, Status, Text
from core.wording import listed
from pages.shared.markup import Safe, link, muted, small, state, strong, table

SYMBOLS = {
    Status.EMPTY: "not_started",
    Status.DRAFT: "in_progress",
    Status.TO_REVIEW: "submitted",
    Status.DONE: "validated",
}
FEW = 4  # chapters that are named one by one

To = Callable[[str, Text], Safe]  # the words of a link, and the chapter that it opens
Talk = Mapping[str, Sequence[Comment]]  # comments by chapter


def team_link(code: str) -> To:
    """Links of the team's page."""
    return lambda words, text: link(words, "plan", code=code, chapter=text.key)


def mentor_link(pair_id: int) -> To:
    """Links of the mentor's page, where no code is known."""
    return lambda words, text: link(words, "shared-plan", pair=pair_id, chapter=text.key)


def chapter_list(plan: Plan, current: Text, *, to: To, short: bool, talk: Talk) -> None:
    """Every chapter with its state and the comments that wait; then what is still to write."""
    shown = plan.shown(light=short)
    asked = [text for text in shown if not text.annex]
    done = sum(text.status is Status.DONE for text in asked)
    small(_("Finished: {done} of {total}").format(done=done, total=len(asked)))
    rows = [
        [
            _chapter(text, current, to, talk),
            state(SYMBOLS[text.status], _(STATUSES[text.status])),
        ]
        for text in shown
    ]
    table([_("Chapter"), _("State")], rows, caption=_("Chapters of the plan"))
    if missing := plan.missing(light=short):
        few = listed(text.title for text in missing)
        many = n_("{n} chapter", "{n} chapters", len(missing))
        names = few if len(missing) <= FEW else many
        small(
            _("Still to write: {chapters}. An empty chapter is left out of the document.").format(
                chapters=names
            )
        )


def _chapter(text: Text, current: Text, to: To, talk: Talk) -> Safe:
    name = strong(text.title) if text.key == current.key else to(text.title, text)
    count = waiting(talk.get(text.key, ()))
    if not count:
        return name
    said = n_("{n} comment to deal with", "{n} comments to deal with", count)
    return Safe(f'{name}<br><span class="small waits">{said}</span>')


def neighbours(plan: Plan, current: Text, *, to: To, short: bool) -> None:
    """The chapters before and after, to go on without coming back to the list."""
    shown = plan.shown(light=short)
    at = shown.index(current) if current in shown else 0
    places = ((_("Before:"), at - 1), (_("After:"), at + 1))
    links = [
        f"{muted(words)} {to(shown[other].title, shown[other])}"
        for words, other in places
        if 0 <= other < len(shown)
    ]
    st.html(f"<p>{' · '.join(links)}</p>")


def opened_at(plan: Plan, asked: str, *, short: bool) -> Text:
    """The chapter that the address asks for, or the first one still to write."""
    first = next(iter(plan.missing(light=short)), plan.chapters[0])
    return next((one for one in plan.chapters if one.key == asked), first)


def read_at(plan: Plan, asked: str, *, short: bool) -> Text:
    """The chapter that the address asks for, or the first one that says something."""
    shown = plan.shown(light=short)
    first = next((one for one in shown if one.status is not Status.EMPTY), shown[0])
    return next((one for one in shown if one.key == asked), first)
