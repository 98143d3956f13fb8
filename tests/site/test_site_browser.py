"""A person's tasks in a real browser, with and without JavaScript, and what a screen reader would stumble over."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from footnoted.cli import main
from footnoted.site import Package, application, full_texts, read_package

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

SCREENS = {"desk": {"width": 1280, "height": 900}, "telephone": {"width": 390, "height": 844}}
GOOGLE = "/dataset/stakes/google-anthropic-1"
GONE = "/dataset/companies/don-evaristo-hermanos"
KINDS = [
    "/",
    "/dataset",
    "/dataset/facilities",
    "/dataset/facilities/campus-cierzo",
    "/dataset/companies/kaldmark",
    "/dataset/sources/de-06",
    "/dataset/sources/es-04",
    "/dataset/who-holds-whom",
    "/dataset/where-a-company-is-mentioned?company=Kaldmark",
    "/dataset?sql=select+id,+status+from+facilities",
    "/dataset?sql=select+from",
    "/-/search?q=aarfeld",
    "/dataset/disputed",
    "/no/such/page",
    GONE,
]


# Colours depend on the scheme, all else on the screen alone: each is asked for on both.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
FORMS: Mapping[tuple[str, str], Mapping[str, list[str]]] = {
    ("desk", "light"): {},
    ("desk", "dark"): COLOURS,
    ("telephone", "light"): COLOURS,
    ("telephone", "dark"): {},
}
# Axe looks at each element, and an element like one that it has seen tells nothing new.
LEAVE_ONE_OF_EACH_KIND = """() => {
  const seen = new Set();
  for (const row of document.querySelectorAll("tbody tr, li, option, .text .at, .text sup")) {
    const kinds = [row, ...row.querySelectorAll("*")].map(each => each.tagName + "." + each.getAttribute("class"));
    if (kinds.every(kind => seen.has(kind))) row.remove();
    else kinds.forEach(kind => seen.add(kind));
  }
}"""


@contextmanager
def served(package: Package, root: Path | None = None) -> Iterator[str]:
    """The address of the site of `package` on this machine; with the texts in `root`, if it is given."""
    texts = full_texts(package, root) if root else ()
    with application(package, texts) as site:
        server = uvicorn.Server(uvicorn.Config(site.app(), port=0, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def own(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of this repository's dataset, with the full text."""
    built = tmp_path_factory.mktemp("own") / "build"
    assert main(["--dataset", str(root), "build", "--out", str(built)]) == 0
    with served(read_package(built), root) as address:
        yield address


@pytest.fixture(scope="module")
def newsroom(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the newsroom, where sources differ, correct and retract."""
    built = tmp_path_factory.mktemp("newsroom") / "build"
    assert main(["--dataset", str(root / "examples/newsroom"), "build", "--out", str(built)]) == 0
    with served(read_package(built)) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page of a browser with or without JavaScript; no page may ask another host for anything."""
    context = browser.new_context(viewport=SCREENS["desk"], java_script_enabled=request.param)
    foreign: list[str] = []
    context.on("request", lambda asked: foreign.append(asked.url) if "//127.0.0.1:" not in asked.url else None)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()
    assert foreign == []


def test_find_googles_stake_and_the_sentence_that_says_it(page: Page, own: str) -> None:
    """From the first page to the share, and from the share to its words in the article."""
    page.goto(own)
    page.get_by_role("navigation", name="Tables").get_by_role("link", name="Stakes").click()
    page.locator("td[data-label='Id'] a", has_text="google-anthropic-1").click()
    assert page.locator("h1").inner_text() == "Google holds about 14\N{NO-BREAK SPACE}% of Anthropic"
    share = page.locator("#share_percent")
    assert "aproximadamente el 14%" in share.inner_text()
    share.locator(".value .ref").click()
    number = page.url.partition("#")[2]
    assert page.locator(f"[id='{number}'] mark").inner_text() == "aproximadamente el 14%"
    around = page.locator(".panel .text").inner_text()
    assert "Google" in around
    assert "a pesar de tener una participación" in " ".join(around.split()) or "participación" in around
    page.locator(f"[id='{number}'] + sup a").click()
    assert page.url.endswith("#share_percent")


def test_download_a_table_and_open_it(page: Page, own: str, tmp_path: Path) -> None:
    """The Parquet file on the first page opens and has the rows of the table."""
    page.goto(own)
    with page.expect_download() as started:
        page.get_by_role("link", name="stakes.parquet").click()
    started.value.save_as(tmp_path / "stakes.parquet")
    table = pq.read_table(tmp_path / "stakes.parquet")
    assert table.num_rows == 3
    assert 14.0 in table["share_percent"].to_pylist()


def test_ask_a_question_that_needs_a_word(page: Page, own: str) -> None:
    """A question of the first page asks for a value and answers it, its values leading on."""
    page.goto(own)
    page.get_by_role("link", name="Where is a company mentioned?").click()
    page.get_by_label("Company").fill("Google")
    page.get_by_role("button", name="Ask").click()
    assert "google-anthropic-1" in page.locator("table.rows").inner_text()
    page.goto(own)
    page.get_by_role("link", name="Who holds a part of whom?").click()
    page.locator(".value-link", has_text="14").first.click()
    assert page.url.endswith(f"{GOOGLE}#share_percent")


def test_search_for_a_quotation(page: Page, own: str) -> None:
    """The box on every page finds words of a quotation, and leads to who said it."""
    page.goto(own + GOOGLE)
    page.locator("#page-find").fill("ilusión de capacidad")
    page.locator("#page-find").press("Enter")
    page.locator(".found a", has_text="David Brown").click()
    assert page.locator("h1").inner_text().startswith("David Brown: “El objetivo")


def test_follow_a_disputed_cell(page: Page, newsroom: str) -> None:
    """A marked cell of a table shows both values on focus, and leads to both passages with their articles."""
    page.goto(f"{newsroom}/dataset/facilities?id=campus-cierzo")
    cell = page.locator("td[data-label='Power (MW)']")
    cell.locator("a").focus()
    tip = cell.locator(".tip")
    assert tip.is_visible()
    assert "120 Megawatt" in tip.inner_text()
    assert "150MW" in tip.inner_text()
    cell.locator("a").click()
    power = page.locator("#power_mw")
    assert "sources differ" in power.inner_text()
    assert "150\N{NO-BREAK SPACE}MW" in power.locator(".note-overruled").inner_text()
    power.locator(".note-overruled .where a").click()
    assert page.locator("h1").inner_text() == "Skerrow heads for the Ebro as Scotland's grid says no"


def test_a_retracted_article_says_so(page: Page, newsroom: str) -> None:
    """Its page tells that it was withdrawn, and strikes out what was taken from it."""
    page.goto(f"{newsroom}/dataset/sources/es-04")
    assert "Retracted." in page.locator(".warning").first.inner_text()
    assert "no longer in the table" in page.locator(".taken").inner_text()


def test_an_id_that_is_gone_leads_to_what_was_said(page: Page, newsroom: str) -> None:
    """A link to a row that no source supports any more tells why, and leads to the article that said it."""
    page.goto(newsroom + GONE)
    assert "No source supports it any more" in page.locator(".warning").inner_text()
    page.locator(".note .where a").click()
    assert "Retracted." in page.locator(".warning").first.inner_text()


@pytest.mark.parametrize("path", KINDS)
def test_pages_are_accessible_and_fit(browser: Browser, newsroom: str, path: str) -> None:
    """Axe finds nothing serious on any kind of page, on both screens, light and dark, and no page is too wide."""
    context = browser.new_context(bypass_csp=True)
    opened = context.new_page()
    opened.goto(newsroom + path)
    for size in SCREENS.values():
        opened.set_viewport_size(size)  # type: ignore[arg-type]
        assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), size
    opened.evaluate(LEAVE_ONE_OF_EACH_KIND)
    for (screen, colours), asked in FORMS.items():
        opened.set_viewport_size(SCREENS[screen])  # type: ignore[arg-type]
        opened.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        answer = Axe().run(opened, options={"resultTypes": ["violations"], **asked}).response
        found = [v for v in answer["violations"] if v["impact"] in {"serious", "critical"}]
        assert [(v["id"], [node["html"] for node in v["nodes"][:3]]) for v in found] == [], (screen, colours)
    context.close()


@pytest.mark.parametrize("path", ["/dataset/facilities", "/dataset/stakes", "/dataset/companies"])
def test_a_row_is_on_the_first_screen_of_a_telephone(browser: Browser, newsroom: str, path: str) -> None:
    """Whoever opens a table sees data without scrolling."""
    context = browser.new_context(viewport=SCREENS["telephone"])  # type: ignore[arg-type]
    opened = context.new_page()
    opened.goto(newsroom + path)
    box = opened.locator("table.rows tbody tr").first.bounding_box()
    assert box is not None
    assert box["y"] + 100 < SCREENS["telephone"]["height"]
    context.close()


def test_the_policy_of_the_pages_blocks_nothing_of_ours(browser: Browser, newsroom: str) -> None:
    """No kind of page has its own style or script refused."""
    context = browser.new_context(viewport=SCREENS["desk"])  # type: ignore[arg-type]
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    # A browser's console tells of every answer that is an error.
    for path in (path for path in KINDS if "such" not in path and "select+from" not in path and path != GONE):
        opened.goto(newsroom + path)
    assert said == []
    context.close()
