"""The figures of a run as tables to read."""

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.aims import MEGABYTE, WORD_PLAN_MS, grown, lines


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns as wide as they must be; words to the left, numbers to the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *texts, strict=True)]
    numeric = [
        all(row[at][:1].isdigit() or not row[at] for row in texts) for at in range(len(head))
    ]
    out = []
    for row in [list(head), ["-" * width for width in widths], *texts]:
        cells = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        out.append("  ".join(cells).rstrip())
    return "\n".join(out)


def start(found: dict[str, Any]) -> str:
    heavy = ", ".join(
        f"{name} {'yes' if there else 'no'}" for name, there in found["heavy"].items()
    )
    dear = ", ".join(f"{one['module']} {one['ms']:.0f}" for one in found["dearest"][:8])
    return (
        f"{found['modules']} modules, {found['ms']:.0f} ms, {found['megabytes']:.0f} MB\n"
        f"loaded at start: {heavy}\ndearest imports (ms, with what they bring): {dear}"
    )


def counts(found: dict[str, list[dict[str, Any]]]) -> str:
    """Connections, statements, thousands of SQLite instructions for each page and size."""
    sizes = list(found)
    head = ["page", *(f"{size} {what}" for size in sizes for what in ("conn.", "stmt", "kinstr."))]
    rows = []
    for lines_ in zip(*found.values(), strict=True):
        cells = [
            value
            for line in lines_
            for value in (line["openings"], line["statements"], f"{line['thousands']:.0f}")
        ]
        rows.append([lines_[0]["page"], *cells])
    return table(head, rows)


def server(found: dict[str, list[dict[str, Any]]], what: str) -> str:
    """Milliseconds for each page (or document) and size."""
    rows = [
        [lines_[0][what], *(f"{line['ms']:.1f}" for line in lines_)]
        for lines_ in zip(*found.values(), strict=True)
    ]
    return table([what, *(f"{size} ms" for size in found)], rows)


def word_plan(ms: float) -> str:
    held = "held" if ms < WORD_PLAN_MS else "ABOVE"
    return f"plan of 11 pages, 10 tables, no chart: {ms:.1f} ms (aim {WORD_PLAN_MS} ms): {held}"


def plans(found: list[dict[str, Any]]) -> str:
    """Each figure about plans or reports, in milliseconds, beside its aim."""
    rows = [
        [one["what"], f"{one['ms']:.1f}", one["aim"], "held" if one["ms"] < one["aim"] else "ABOVE"]
        for one in found
    ]
    return table(["what", "ms", "aim", "held or not"], rows)


def browser(found: dict[str, Any]) -> str:
    """The table to read last: every gesture beside its floor and its aim."""
    rows = [
        [
            line.name, line.size, f"{line.ms:.0f}", f"{line.floor:.0f}", f"{line.ratio:.2f}", f"{line.best:.2f}",
            f"{line.sent / MEGABYTE:.2f} MB" if line.sent > MEGABYTE / 2 else f"{line.sent / 1000:.0f} kB",
            line.aim, {True: "held", False: "ABOVE", None: ""}[line.held],
        ]
        for line in lines(found)
    ]  # fmt: skip
    text = table(
        ["gesture", "file", "ms", "floor", "ratio", "best", "sent", "aim", "held or not"], rows
    )
    floors = ", ".join(
        f"{name} {took['ms']:.0f} ms" for name, took in found["figures"]["floor"].items()
    )
    memory = ", ".join(f"{name} {size:.0f} MB" for name, size in found["memory"].items())
    bigger = [
        [name, f"{ratio:.2f}", "as fast" if held else "SLOWER"]
        for name, ratio, held in grown(found)
    ]
    growth = "\n\n" + table(["gesture", "largest / smallest", ""], bigger) if bigger else ""
    return f"{text}\n\nfloors: {floors}\nmemory of the servers: {memory}{growth}"
