"""What a table that leaves is read from, for the team and for an evaluator."""

from collections.abc import Mapping
from dataclasses import dataclass

_OPENED = "SELECT value FROM json_each(:opened)"


@dataclass(frozen=True, kw_only=True)
class Source:
    """The SQL of a table: e is a support, c its cohort, p the person, cp what an evaluator may know of them.

    `joined` and `where` serve both readers and know only e. `team` and `evaluator` give each column its
    expression, in order. Rows for which `withheld` holds are not given to an evaluator.
    """

    team: Mapping[str, str]
    evaluator: Mapping[str, str]
    joined: str = ""
    team_joined: str = ""
    where: str = "1"
    withheld: str = ""
    grouped: str = ""
    order: str = "p.code, e.entered_on, e.id"
    team_from: str = """enrolments AS e JOIN cohorts AS c ON c.id = e.cohort_id
        JOIN participants AS p ON p.id = e.participant_id"""
    evaluator_from: str = "campaign_people AS cp JOIN enrolments AS e ON e.id = cp.enrolment_id"
    evaluator_where: str = "cp.campaign_id = :campaign"
    evaluator_arm: str = "cp.arm = :arm"


def since_entry(day: str) -> str:
    """How many months after the month of entry a day is."""
    return (
        f"((substr({day}, 1, 4) - substr(e.entered_on, 1, 4)) * 12"
        f" + substr({day}, 6, 2) - substr(e.entered_on, 6, 2))"
    )


def opened(expression: str) -> str:
    """What is only read of people whose file the reader may open."""
    return f"iif(p.standing IN ({_OPENED}), {expression}, NULL)"


def support_on(day: str, *, also: str = "1") -> str:
    """Whether e is the person's support on a day: the latest before it, or else the nearest after."""
    near = "({x}.entered_on > {day}, abs(julianday({x}.entered_on) - julianday({day})), -{x}.id)"
    return f"""NOT EXISTS (SELECT 1 FROM enrolments AS b
        WHERE b.participant_id = e.participant_id AND {also}
          AND {near.format(x="b", day=day)} < {near.format(x="e", day=day)})"""


def group_of(situation: str) -> str:
    """The group of a situation, as long as the one at entry may be told."""
    return f"iif(cp.situation = 'masked', 'masked', :situations ->> {situation})"


SUPPORT = """(SELECT count(*) FROM enrolments AS b WHERE b.participant_id = e.participant_id
    AND (b.entered_on, b.id) <= (e.entered_on, e.id))"""
TEAM_KEY = {"code": opened("p.code"), "support": SUPPORT, "cohort": "c.name"}
EVALUATOR_KEY = {"pseudonym": "cp.pseudonym", "support": SUPPORT}
