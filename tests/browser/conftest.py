"""A real Chromium in front of a real server; a test that fails leaves a picture and the page's text."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from core import clock
from core.demo.demonstration import make
from tests.browser.house import House, serving
from tests.browser.install import HOW, chromium
from tests.browser.visitor import FLAGS, Door

_DOOR = pytest.StashKey[Door]()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.fail(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made once by each worker that needs it."""
    return make(tmp_path_factory.mktemp("demonstration") / "told.db", today=clock.today())


@pytest.fixture(scope="module")
def demonstration(told_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration that a module may write in."""
    return copy(told_once, tmp_path_factory.mktemp("tracker") / "tracker.db")


@pytest.fixture(scope="module")
def tracker_to_serve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the module's server opens; a module that wants one filled says so."""
    return tmp_path_factory.mktemp("tracker") / "tracker.db"


@pytest.fixture(scope="module")
def house(tracker_to_serve: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One server for the tests of a module."""
    with serving(tracker_to_serve, folder=tmp_path_factory.mktemp("server")) as house:
        yield house


@pytest.fixture(scope="module")
def door(browser: Browser, house: House, request: pytest.FixtureRequest) -> Iterator[Door]:
    """Windows that stay open from one test of the module to the next."""
    door = Door(browser, house.address, house.file)
    request.node.stash[_DOOR] = door
    yield door
    door.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Any:
    """Show what stood on the screens when a test failed."""
    report = yield
    module = item.getparent(pytest.Module)
    door = module.stash.get(_DOOR, None) if module else None
    if report.when != "setup" and report.failed and door is not None:
        factory: pytest.TempPathFactory = item.config._tmp_path_factory  # type: ignore[attr-defined]
        folder = factory.mktemp(f"failed-{item.name}"[:60], numbered=True)
        for number, visitor in enumerate(door.visitors, 1):
            with suppress(BrowserError):
                visitor.page.screenshot(path=folder / f"{number}.png", full_page=True)
                text = visitor.page.evaluate("document.body.innerText")
                said = "\n".join([visitor.page.url, text, *visitor.complaints])
                (folder / f"{number}.txt").write_text(said, encoding="utf-8")
        report.sections.append(("pictures", f"What the screens showed: {folder}"))
    return report
