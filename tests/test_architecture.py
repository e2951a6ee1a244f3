"""The house's rules about who may import whom, each failure with its remedy."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.permissions import ALLOWED, ROLE_DESCRIPTIONS, ROLE_NAMES, Action, Role
from pages.shared.menu import MENU

ROOT = Path(__file__).parent.parent
PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
LONGEST = 250  # lines
APPEND_ONLY = "migrations.py"  # grows with every version, and nothing in it is ever edited

# path: (what it never imports, what to do instead). The most precise path that matches decides.
SCREEN = "Screens belong in pages/: return values and let a page show them."
SQL = "SQL belongs in core/storage/: add a function there and call it."
RULES: dict[str, tuple[set[str], str]] = {
    "pages/": (
        {"pandas", "altair", "docx", "sqlite_utils", "sqlite3", "core.storage"},
        "A page asks core for what it shows: a verb of the noun, a chart of core/charts, a document of core/exports.",
    ),
    "core/": ({"streamlit", "pages", "altair", "docx", "sqlite3"}, SCREEN + " " + SQL),
    "core/storage/": (
        {"core", "streamlit", "pages", "pandas", "altair", "docx"},
        "Storage takes and gives plain values: move the rule to the noun that calls it.",
    ),
    "core/forecast/": (
        {"sqlite_utils", "core.storage", "core.clock", "core.staff", "streamlit", "altair", "docx"},
        "Pure arithmetic: pass values in.",
    ),
    "core/charts/": (
        {"core", "sqlite_utils", "streamlit", "pages", "docx"},
        "A chart takes rows and gives a chart: fetch in the noun, show in the page.",
    ),
    "core/reports/": (
        {"core.storage", "sqlite_utils", "streamlit", "pages", "altair"},
        "A report takes values and gives a document: fetch in core/exports.py.",
    ),
    "core/web/": (
        {"pages", "altair", "docx", "pandas", "sqlite_utils"},
        "The gate knows Starlette and accounts only.",
    ),
}  # fmt: skip
ALLOWED_INSIDE = {
    "core/storage/": {"core.storage"},
    "core/charts/": {"core.charts", "core.language", "core.wording"},
}
SQL_WORDS = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ")


MODULES = [file for folder in ("core", "pages") for file in sorted((ROOT / folder).rglob("*.py"))]


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def under(name: str, places: set[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_imports_only_what_its_place_allows(file):
    place = str(file.relative_to(ROOT))
    rule = max((path for path in RULES if place.startswith(path)), key=len)
    never, remedy = RULES[rule]
    fine = ALLOWED_INSIDE.get(rule, set())
    wrong = {name for name in imported(file) if under(name, never) and not under(name, fine)}
    wrong -= {"core"} if fine else set()
    assert not wrong, f"{place} imports {', '.join(sorted(wrong))}. {remedy}"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_readable(file):
    source = file.read_text(encoding="utf-8")
    place = file.relative_to(ROOT)
    assert ast.get_docstring(ast.parse(source)), (
        f"{place}: begin with one sentence that says what it is."
    )
    lines = source.count("\n")
    assert lines <= LONGEST or file.name == APPEND_ONLY, (
        f"{place} has {lines} lines: split it by what it is about."
    )


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_sql_stands_in_storage_only(file):
    place = str(file.relative_to(ROOT))
    if place.startswith("core/storage/"):
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not node.value.strip().startswith(SQL_WORDS), f"{place}:{node.lineno}. {SQL}"


@pytest.mark.parametrize("page", PAGES)
def test_the_menu_and_the_lock_of_a_page_name_the_same_action(page):
    entries = [entry for entry in MENU if entry.file == page]
    assert len(entries) == 1, f"{page}: give it one entry in pages/shared/menu.py."
    tree = ast.parse((ROOT / "pages" / page).read_text(encoding="utf-8"))
    first = next(
        node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)
    )
    lock = f"visitor_allowed_to(Action.{entries[0].action.name})"
    assert lock in ast.unparse(first), f"{page}: its first statement must be visitor = {lock}."


def test_every_entry_of_the_menu_has_its_page():
    assert sorted(entry.file for entry in MENU) == PAGES


def test_every_role_has_a_name_a_description_and_rights():
    assert set(ROLE_NAMES) == set(ROLE_DESCRIPTIONS) == set(ALLOWED) == set(Role)


def test_every_action_is_open_to_somebody():
    opened = {action for rights in ALLOWED.values() for action in rights}
    assert opened == set(Action), "An action that nobody may do: add it to a role or remove it."
