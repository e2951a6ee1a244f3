"""What starting costs: modules, the heavy ones among them, time and memory."""

import json
import re
import subprocess
import sys
from statistics import median
from typing import Any

from benchmarks.files import ROOT

HEAVY = (
    "streamlit",
    "pandas",
    "altair",
    "pyarrow",
    "docx",
    "scipy",
    "openpyxl",
    "pydantic",
    "vl_convert",
)
# Loaded on the first document, statistic or spreadsheet: none of them may stand in the way at start.
LATE = {"docx", "scipy", "openpyxl", "vl_convert"}

_START = """
import json, sys, time
began = time.perf_counter()
import streamlit_app
took = time.perf_counter() - began
kept = next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]
print(json.dumps({"seconds": took, "modules": len(sys.modules), "kilobytes": int(kept),
                  "names": sorted(sys.modules)}))
"""  # fmt: skip


def start(rounds: int = 3) -> dict[str, Any]:
    """Modules, milliseconds, megabytes; which heavy modules are there; the five dearest imports of ours."""
    runs = [json.loads(_python("-c", _START).stdout) for _ in range(rounds)]
    names = set(runs[0]["names"])
    return {
        "modules": runs[0]["modules"],
        "ms": median(run["seconds"] for run in runs) * 1000,
        "megabytes": median(run["kilobytes"] for run in runs) / 1024,
        "heavy": {name: name in names for name in HEAVY},
        "too_early": sorted(LATE & names),
        "dearest": dearest(_python("-X", "importtime", "-c", "import streamlit_app").stderr),
    }


def dearest(said: str) -> list[dict[str, Any]]:
    """The imports that take longest, with all that they bring: ours, and the heavy ones."""
    lines = re.findall(r"import time:\s+\d+ \|\s+(\d+) \|\s*(\S+)", said)
    wanted = [
        {"module": name, "ms": int(micro) / 1000}
        for micro, name in lines
        if name in HEAVY or name.startswith(("core.", "starlette.applications", "sqlite_utils"))
    ]
    return sorted(wanted, key=lambda row: -float(row["ms"]))[:12]


def _python(*order: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *order], cwd=ROOT, check=True, capture_output=True, text=True
    )
