"""Whom the dashboard looks at and what it compares: chosen here, kept in the address by key."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core.evaluation.dashboard import Choices
from core.evaluation.views import Scope, Split
from core.language import _
from pages.shared.widgets import choice

MOST_COHORTS = 300  # in the list; the others are found through their form of support
NAMES = ("support", "territory", "cohort", "situation", "period", "compare")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the visitor asked for, and the address that says so."""

    scope: Scope
    split: Split
    query: Mapping[str, str]


def filters(offered: Choices) -> Asked:
    """Six lists, of which those who see no name use one at a time; what an address names stays named."""
    arm_of, territory_of = offered.arm_of, offered.territory_of
    picked = {name: st.query_params.get(name) for name in NAMES}
    cohorts = {
        str(one): name
        for one, name in offered.cohorts.items()
        if picked["support"] in (None, arm_of[one])
        and picked["territory"] in (None, territory_of[one])
    }
    comparisons: dict[str, str] = {
        Split.ARM: _("Forms of support"),
        Split.TERRITORY: _("Territories"),
        **({Split.COHORT: _("Cohorts")} if offered.cohorts else {}),
        Split.SITUATION: _("Situations at entry"),
        Split.PERIOD: _("Periods of entry"),
    }
    lists: dict[str, tuple[str, str, Mapping[str, str]]] = {
        "support": (_("Form of support"), _("All forms of support"), offered.arms),
        "territory": (_("Territory"), _("All territories"), offered.territories),
        "cohort": (_("Cohort"), _("All cohorts"), dict(list(cohorts.items())[:MOST_COHORTS])),
        "situation": (_("Situation at entry"), _("All situations"), offered.situations),
        "period": (_("Period of entry"), _("All periods"), offered.periods),
        "compare": (_("Compare"), _("Do not compare"), comparisons),
    }
    taken = next((name for name in NAMES if picked[name]), None) if offered.one_at_a_time else None
    # A list with nothing to choose is not shown, unless the address names something that it refuses.
    shown = [name for name in NAMES if lists[name][2] or picked[name]]
    for start in range(0, len(shown), 3):
        for place, name in zip(st.columns(3), shown[start : start + 3], strict=False):
            label, everything, options = lists[name]
            with place:
                picked[name] = _list(
                    name, label, everything, options, closed=taken not in (None, name)
                )
    cohort = picked["cohort"]
    return Asked(
        scope=Scope(
            arm=picked["support"], territory=picked["territory"], situation=picked["situation"],
            period=picked["period"],
            cohort_id=None if cohort is None else int(cohort) if cohort.isdigit() else 0,
        ),
        split=Split(picked["compare"]) if picked["compare"] in set(Split) else Split.NONE,
        query={name: value for name, value in picked.items() if value},
    )  # fmt: skip


def _list(
    name: str, label: str, everything: str, options: Mapping[str, str], *, closed: bool
) -> str | None:
    """One list, in step with the address; a key that it does not offer is handed on, to be refused in words."""
    asked = st.query_params.get(name)
    if st.session_state.get(f"_asked_{name}", "") != asked:
        st.session_state[f"_asked_{name}"] = asked
        st.session_state[name] = asked if asked in options else None
    picked = choice(
        label, list(options), key=name, said=options.__getitem__, placeholder=everything,
        disabled=closed, on_change=_tell, args=(name,),
    )  # fmt: skip
    return picked if picked is not None or asked in options else asked


def _tell(name: str) -> None:
    """Write a choice into the address."""
    picked = st.session_state[name]
    st.session_state[f"_asked_{name}"] = None if picked is None else str(picked)
    if picked is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(picked)
