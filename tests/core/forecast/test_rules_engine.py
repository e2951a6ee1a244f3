"""Contributions against the official rules engine of Urssaf, installed from its npm packages.

The engine rounds each month to the euro, so each amount may differ by twelve euros a year. It does not
know the contributions of classified tourist lets.
"""

import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from core.forecast import micro
from core.forecast.activities import Activity

PACKAGES = ("modele-social@11.1.0", "publicodes@1.10.3")
SCRIPT = Path(__file__).with_name("rules_engine.mjs")
TOLERANCE = 12  # euros a year
TURNOVERS = (800, 6000, 20_000, 45_000, 76_000)
LONG_AGO = date(2021, 1, 1)
TIMES = (  # on, created, acre
    (date(2025, 6, 15), LONG_AGO, False),
    (date(2025, 6, 15), date(2025, 3, 1), True),
    (date(2026, 6, 15), LONG_AGO, False),
    (date(2026, 6, 15), date(2026, 3, 1), True),
    (date(2026, 9, 15), date(2026, 8, 1), True),
)
ACTIVITIES = [one for one in Activity if one is not Activity.TOURIST_LET]
CASES = [
    {"activity": activity, "turnover": turnover, "on": on, "created": created, "acre": acre}
    for activity, turnover, (on, created, acre) in product(ACTIVITIES, TURNOVERS, TIMES)
    # The engine keeps the rate of before July 2026 for the Cipav; we count 75 % as for the others.
    if not (activity is Activity.LIBERAL_CIPAV and created >= date(2026, 7, 1))
]


@pytest.fixture
def engine(request):
    """The folder where the engine is installed, kept from one run to the next."""
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("npm and node are needed to run the official rules engine: install Node.js")
    folder = Path(
        request.config.cache.mkdir("rules-engine-" + "-".join(PACKAGES).replace("@", "-"))
    )
    if not (folder / "node_modules" / "modele-social").is_dir():
        (folder / "package.json").write_text(
            '{"private": true, "type": "module"}', encoding="utf-8"
        )
        _run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES], folder)
    return folder


def test_contributions_are_those_of_the_official_rules_engine(engine):
    script = shutil.copy(SCRIPT, engine)
    told = _run(["node", str(script)], engine, given=json.dumps([_written(case) for case in CASES]))
    answers = json.loads(told, parse_float=Decimal)
    assert len(answers) == len(CASES) >= 40

    far = []
    for case, answer in zip(CASES, answers, strict=True):
        ours = micro.contributions(
            Decimal(case["turnover"]), case["activity"],
            on=case["on"], created=case["created"], acre=case["acre"], flat_tax=True,
        )  # fmt: skip
        far += [
            f"{_written(case)}: {name} is {getattr(ours, name)}, the engine says {theirs}"
            for name, theirs in answer.items()
            if abs(getattr(ours, name) - theirs) > TOLERANCE
        ]
    assert not far, "\n".join(far)


def _written(case):
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        for name, value in case.items()
    }


def _run(command, folder, given=None):
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, text=True, timeout=300, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout
