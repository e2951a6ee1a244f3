"""What may be asked of a dashboard, and what is: conditions, a comparison, the groups that they make."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import InvalidInput
from core.evaluation.attack import EVERYBODY
from core.evaluation.views import Group, Split
from core.language import _


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a visitor may look at, by key, as it is called; cohorts by id, newest first.

    With `one_at_a_time`, one condition or one comparison: those who see no name combine none.
    """

    cohorts: Mapping[int, str]
    arms: Mapping[str, str]
    territories: Mapping[str, str]
    situations: Mapping[str, str]
    periods: Mapping[str, str]
    arm_of: Mapping[int, str]
    territory_of: Mapping[int, str]
    one_at_a_time: bool = False

    def of(self, dimension: str) -> dict[str, str]:
        """The groups of a dimension, by key."""
        if dimension == "cohort":
            return {str(cohort_id): name for cohort_id, name in self.cohorts.items()}
        return dict(
            {
                "arm": self.arms,
                "territory": self.territories,
                "situation": self.situations,
                "period": self.periods,
            }[dimension]
        )


class Asked:
    """Conditions and a comparison: the groups that are compared, or the one that is looked at."""

    def __init__(self, asked: dict[str, str], split: Split, offered: Choices) -> None:
        self.conditions = asked
        # One cohort is looked at by itself, whatever is compared.
        self.split = "" if "cohort" in asked or split is Split.NONE else str(split)
        if not self.split:
            self.groups = [Group(key=EVERYBODY, label="")]
            return
        keys = offered.of(self.split)
        self.groups = [
            Group(key=key, label=label)
            for key, label in keys.items()
            if asked.get(self.split) in (None, key) and self._holds(key, offered)
        ]

    def alone(self, groups: list[Group]) -> list[str]:
        """The groups as those of one dimension. Raises `InvalidInput` if they are a crossing of two."""
        if not self.split:
            if "cohort" in self.conditions:
                return [f"cohort:{self.conditions['cohort']}"]
            if len(self.conditions) > 1:
                raise InvalidInput(_one_at_a_time())
            return [f"{name}:{key}" for name, key in self.conditions.items()] or [EVERYBODY]
        narrowed = set(self.conditions) - {self.split}
        if narrowed - ({"arm", "territory"} if self.split == "cohort" else set()):
            raise InvalidInput(_one_at_a_time())
        return [f"{self.split}:{group.key}" for group in groups]

    def _holds(self, key: str, offered: Choices) -> bool:
        """Whether a cohort is in the form of support and the territory asked for."""
        if self.split != "cohort":
            return True
        return self.conditions.get("arm") in (
            None,
            offered.arm_of[int(key)],
        ) and self.conditions.get("territory") in (None, offered.territory_of[int(key)])


def _one_at_a_time() -> str:
    return _(
        "Where small numbers are masked, choose one condition or one comparison: crossing two would "
        "give small groups back."
    )
