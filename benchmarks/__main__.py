"""`python -m benchmarks`: counts first, then times without a browser, then with one."""

import gc
import json
import logging
import os
import platform
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from benchmarks import (
    browsing,
    counting,
    evaluation,
    files,
    plans,
    server_time,
    starting,
    telling,
    word_plan,
)

PARTS = ("start", "counts", "server", "word", "plans", "evaluation", "browser")


@click.command()
@click.option("--sizes", default="S,M,L", help="Which files: S, M, L (200, 5 000, 100 000 people).")
@click.option("--parts", default=",".join(PARTS), help=f"Which parts: {', '.join(PARTS)}.")
@click.option("--rounds", default=7, help="Rounds in the browser.")
@click.option("--fresh", is_flag=True, help="Make the files anew.")
def main(sizes: str, parts: str, rounds: int, fresh: bool) -> None:
    """Measure, print the tables, keep the figures in benchmarks/out/figures.json."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    found: dict[str, Any] = {"machine": _machine(), "day": datetime.now(UTC).isoformat()}
    asked = parts.split(",")
    with tempfile.TemporaryDirectory(dir=files.out()) as place:
        copies = {
            size: files.copied(files.kept(size, fresh=fresh), Path(place))
            for size in sizes.split(",")
        }
        if "start" in asked:
            found["start"] = starting.start()
            _say("Starting", telling.start(found["start"]))
        if "counts" in asked:
            found["counts"] = {size: counting.count(file) for size, file in copies.items()}
            _say("Asked of the tracker by each page", telling.counts(found["counts"]))
        if "server" in asked:
            found["pages"] = {size: server_time.pages(file) for size, file in copies.items()}
            _say("Server time of each page, no browser", telling.server(found["pages"], "page"))
            found["searches"] = {size: server_time.searches(file) for size, file in copies.items()}
            _say("Search as one types", telling.server(found["searches"], "search"))
        if "word" in asked:
            found["documents"] = {
                size: server_time.documents(file) for size, file in copies.items()
            }
            found["word_plan"] = word_plan.main()
            _say("Word", telling.server(found["documents"], "document"))
            click.echo(telling.word_plan(found["word_plan"]))
        if "plans" in asked:
            found["plans"] = plans.measure()
            _say("Plans and their forecasts", telling.plans(found["plans"]))
        if "evaluation" in asked:
            found["evaluation"] = {size: evaluation.measure(file) for size, file in copies.items()}
            for size, measured in found["evaluation"].items():
                _say(f"Evaluation report, {size}", telling.plans(measured))
        if "browser" in asked:
            gc.collect()
            found["browser"] = browsing.browse(copies, Path(place), rounds=rounds, said=click.echo)
            _say("In a browser", telling.browser(found["browser"]))
    found["load"] = os.getloadavg()
    kept = files.out() / "figures.json"
    kept.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    click.echo(f"\nload of the machine at the end: {found['load'][0]:.1f}; figures in {kept}")


def _say(title: str, text: str) -> None:
    click.echo(f"\n{title}\n\n{text}")


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
