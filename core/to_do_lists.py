"""What waits elsewhere and is due here too: referrals, juries, questionnaires, mentors.

Each noun says itself what is due; here it only becomes a line.
"""

from collections.abc import Iterator

from core import answer_sheets_due, expected_feedback, jury_lists, mentor_endings, referrals
from core.jury_lists import Wait
from core.to_do_reasons import Item, Reason
from core.to_do_sources import Asked


def referrals_waiting(asked: Asked) -> Iterator[Item]:
    """Referrals that nobody answered for a while."""
    for one in referrals.waiting(
        asked.db, by=asked.by, today=asked.today, mine=not asked.whole_team
    ):
        yield Item(
            reason=Reason.REFERRAL_WAITING, subject_id=one.participant_id, part=str(one.referral_id),
            code=one.code, name=one.name, what=one.organisation, day=one.sent_on,
            asked=(("referral", one.referral_id),),
        )  # fmt: skip


def juries(asked: Asked) -> Iterator[Item]:
    """Juries to hold or to decide, and the conditions that are due."""
    for one in jury_lists.waiting(
        asked.db, by=asked.by, today=asked.today, whole_team=asked.whole_team
    ):
        condition = one.wait is Wait.CONDITION_DUE
        yield Item(
            reason=Reason.JURY_CONDITION if condition else Reason.JURY,
            subject_id=one.participant_id, part=f"{one.jury_id}{one.part}", code=one.code,
            name=one.name, what=one.what, day=one.day, asked=(("id", one.jury_id),),
        )  # fmt: skip


def questionnaires(asked: Asked) -> Iterator[Item]:
    """Answer sheets that may be asked for now."""
    for one in answer_sheets_due.due(
        asked.db, by=asked.by, today=asked.today, whole_team=asked.whole_team
    ):
        yield Item(
            reason=Reason.QUESTIONNAIRE_DUE, subject_id=one.participant_id,
            part=f"{one.instrument}-{one.wave}", code=one.code, name=one.name, what=one.what,
            day=one.day, asked=(("instrument", one.instrument), ("wave", one.wave)),
        )  # fmt: skip


def feedback(asked: Asked) -> Iterator[Item]:
    """Pairs whose mentor owes a feedback, once each, with the link to hand over."""
    for one in expected_feedback.missing(
        asked.db, today=asked.today, coach_id=asked.coach_id,
        organisation_id=asked.organisation_id,
    ):  # fmt: skip
        yield Item(
            reason=Reason.FEEDBACK_MISSING, subject_id=one.participant_id, part=str(one.pair_id),
            code=one.code, name=one.name, what=one.mentor, day=one.since,
            asked=(("link", one.pair_id),),
        )  # fmt: skip


def engagements(asked: Asked) -> Iterator[Item]:
    """Mentors whose agreement or permit ends."""
    for one in mentor_endings.ending(
        asked.db, by=asked.by, today=asked.today, coach_id=asked.coach_id,
        organisation_id=asked.organisation_id,
    ):  # fmt: skip
        yield Item(
            reason=Reason.PERMIT_ENDING if one.permit_site else Reason.AGREEMENT_ENDING,
            subject_id=one.mentor_id, code="", name=one.mentor, what=one.permit_site,
            day=one.until, asked=(("mentor", one.mentor_id),),
        )  # fmt: skip
