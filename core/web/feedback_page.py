"""The page that a single-use link opens: a mentor's form on plain HTML, for a telephone too."""

from collections.abc import Mapping
from datetime import date

from starlette.responses import Response

from core.errors import InvalidInput
from core.feedback import ENDS, LONGEST, Feedback
from core.feedback_links import Opened
from core.language import _
from core.programme import Criterion
from core.web import addresses
from core.web.door_pages import spoken
from core.web.shell import (
    choices,
    field,
    form,
    heading,
    listed_choice,
    message,
    other_language,
    page,
    paragraph,
    text_area,
    tick,
)

FIELDS = 60  # seven criteria with their examples, and as many again
NOT_DISCUSSED = "0"


def meeting_page(
    opened: Opened, link: str, *, typed: Mapping[str, str], refusal: str = "", status: int = 200
) -> Response:
    """The form; `typed` is what was already written in it, so that nothing is typed twice."""
    address = f"{addresses.MEETING}/{link}"
    mentee, programme = opened.mentee, opened.programme
    awaited = mentee.feedback.awaited
    causes = {cause.key: str(cause.name) for cause in programme.causes}
    parts = [
        choices(
            _("Was the meeting held?"), "held", {"yes": _("Yes"), "no": _("No")},
            chosen=typed.get("held", ""),
        ),
        field(
            _("Date of the meeting"), "met_on", kind="date",
            value=typed.get("met_on", awaited[0].isoformat() if awaited else ""),
        ),
        _part("not-held", listed_choice(_("Why?"), "cause", causes, chosen=typed.get("cause", ""))),
        _part("if-held", *_held(opened, typed)),
    ]  # fmt: skip
    return page(
        _("Meeting with {name}").format(name=mentee.first_name),
        message(refusal, late=True),
        paragraph(mentee.project) if mentee.project else "",
        paragraph(
            _("For {mentor}. This link serves once. Nothing about the past is needed here.").format(
                mentor=opened.mentor.name
            ),
            small=True,
        ),
        form(spoken(address), parts, button=_("Send the feedback")),
        foot=other_language(address),
        status=status,
    )


def _held(opened: Opened, typed: Mapping[str, str]) -> list[str]:
    """What is asked of a meeting that was held."""
    return [
        heading(_("Where things stand")),
        paragraph(
            _("Choose the sentence that fits best what you saw. Leave out what was not discussed."),
            small=True,
        ),
        *(_criterion(criterion, typed) for criterion in opened.programme.criteria),
        heading(_("The meeting")),
        text_area(_("What was worked on"), "worked_on", value=typed.get("worked_on", ""), longest=LONGEST),
        text_area(_("Strengths seen that day"), "strengths", value=typed.get("strengths", ""), longest=LONGEST),
        field(_("Next step, agreed with the person"), "next_step", value=typed.get("next_step", ""), optional=True),
        field(_("For"), "next_step_on", kind="date", value=typed.get("next_step_on", ""), optional=True),
        tick(_("Alert: I would like the coach to call me back"), "alert", ticked="alert" in typed),
    ]  # fmt: skip


def _part(kind: str, *parts: str) -> str:
    """Something that is asked only after some answers: the style sheet hides it until then."""
    return f'<div class="{kind}">{"".join(parts)}</div>'


def thanks_page() -> Response:
    """The feedback has been kept; the link is used up."""
    return page(
        _("Thank you"),
        message(_("Your feedback has been kept. You can close this page.")),
        paragraph(_("The coach reads it with the person you met.")),
    )


def _criterion(criterion: Criterion, typed: Mapping[str, str]) -> str:
    name = f"mark-{criterion.key}"
    options = {str(mark): str(words) for mark, words in criterion.meanings.items()}
    options[NOT_DISCUSSED] = _("Not discussed this time")
    title = f"{criterion.name}. {criterion.question}"
    example = f"example-{criterion.key}"
    said = typed.get(example, "")
    asked = field(_("An example, in a sentence"), example, value=said, optional=True)
    question = choices(title, name, options, chosen=typed.get(name, NOT_DISCUSSED))
    return _part("criterion", question, _part("example", asked))


def written(opened: Opened, typed: Mapping[str, str]) -> Feedback:
    """What was typed, as a feedback. Raises `InvalidInput` with what to change."""
    held = typed.get("held")
    if held not in {"yes", "no"}:
        raise InvalidInput(_("Say whether the meeting was held."))
    met_on = _day(typed.get("met_on", ""))
    if met_on is None:
        raise InvalidInput(_("Choose the day of the meeting."))
    if held == "no":
        return Feedback(
            pair_id=opened.mentee.pair_id, met_on=met_on, held=False, cause=typed.get("cause", "")
        )
    return Feedback(
        pair_id=opened.mentee.pair_id,
        met_on=met_on,
        marks=_marks(opened, typed),
        worked_on=typed.get("worked_on", ""),
        strengths=typed.get("strengths", ""),
        next_step=typed.get("next_step", ""),
        next_step_on=_day(typed.get("next_step_on", "")),
        alert="alert" in typed,
    )


def _marks(opened: Opened, typed: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    marks = {}
    for criterion in opened.programme.criteria:
        said = typed.get(f"mark-{criterion.key}", NOT_DISCUSSED)
        if said.isdecimal() and int(said) in criterion.meanings:
            mark = int(said)
            example = typed.get(f"example-{criterion.key}", "") if mark in ENDS else ""
            marks[criterion.key] = (mark, example)
    return marks


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
