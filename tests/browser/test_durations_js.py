"""The reader of durations in the browser, held to the table of tests/ui/durations.json."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.templatetags.formats import duration_field_attributes

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "benevalibre/ui/static/ui/js"
TABLE = json.loads((ROOT / "tests/ui/durations.json").read_text(encoding="utf-8"))
READINGS = [row for group in TABLE["readings"] for row in group["rows"]]
ADDRESS = "http://localhost/durations/"
FORM = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Durée</title>
<script type="module" src="duration-field.js"></script>
<form action="saved">
<duration-field {attributes} data-submit="save" data-submit-label="Enregistrer %s">
<label for="duration">Combien de temps ?</label><input id="duration" name="duration" {input}>
<output for="duration" aria-live="polite"></output>
<div data-choices></div>
<div data-presets hidden>
<button type="button" data-duration="30min">½ h</button>
<button type="button" data-duration="1h">1 h</button>
</div></duration-field>
<button id="save">Enregistrer</button></form></html>"""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def serve(page: Page, html: str) -> None:
    """Open a page of ours beside the two scripts, without any server."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS).split("?")[0]
        if name.endswith(".js"):
            route.fulfill(path=SCRIPTS / name, content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)


def open_form(page: Page, *, day_minutes: int | None = None, value: str = "") -> None:
    """Open a form that asks for a duration, as a template would write it."""
    field = f'value="{value}"' if value else ""
    serve(page, FORM.format(attributes=duration_field_attributes(day_minutes), input=field))
    expect(page.locator("[data-presets]")).to_be_visible()


def test_the_browser_reads_every_row_as_the_shared_table_says(page: Page) -> None:
    serve(page, "<!doctype html><title>Durées</title>")

    answers = page.evaluate(
        """async (rows) => {
            const { parseDuration } = await import("./durations.js");
            return rows.map((row) => parseDuration(row.text, { dayMinutes: row.day_minutes }));
        }""",
        READINGS,
    )

    wrong = [
        (row, answer)
        for row, answer in zip(READINGS, answers, strict=True)
        if (row.get("minutes"), row.get("problem"), row.get("choices", []))
        != (answer.get("minutes"), answer.get("problem"), answer.get("choices", []))
    ]
    assert wrong == []


def test_the_browser_writes_minutes_as_the_shared_table_says(page: Page) -> None:
    serve(page, "<!doctype html><title>Durées</title>")

    written = page.evaluate(
        """async (rows) => {
            const written = await import("./durations.js");
            return rows.map(({ minutes }) => [
                written.formatDuration(minutes), written.formatDurationShort(minutes),
            ]);
        }""",
        TABLE["writings"],
    )

    assert written == [[row["long"], row["short"]] for row in TABLE["writings"]]


def test_what_is_understood_is_said_and_put_on_the_button(page: Page) -> None:
    open_form(page)

    page.fill("#duration", "14h-16h30")

    assert plain(page.inner_text("output")) == "Compris : 2 h 30 min"
    assert plain(page.inner_text("#save")) == "Enregistrer 2 h 30"


def test_the_button_takes_its_own_words_again_when_nothing_is_understood(page: Page) -> None:
    open_form(page, value="2h30")
    expect(page.locator("#save")).to_have_text(f"Enregistrer {format_duration_short(150)}")

    page.fill("#duration", "")

    assert page.inner_text("#save") == "Enregistrer"
    assert page.inner_text("output") == ""


def test_a_duration_that_may_be_two_is_asked_with_two_buttons(page: Page) -> None:
    open_form(page)

    page.fill("#duration", "2,30")

    assert plain(page.inner_text("output")) == "2 h 30 ou 2 h 18 ?"
    choices = page.locator("[data-choices] button")
    assert [plain(text) for text in choices.all_inner_texts()] == ["2 h 30", "2 h 18"]


def test_choosing_settles_the_question_and_leads_to_the_button(page: Page) -> None:
    open_form(page)
    page.fill("#duration", "13")
    assert plain(page.inner_text("output")) == "13 heures ou 13 minutes ?"

    page.locator("[data-choices] button").last.click()

    assert plain(page.input_value("#duration")) == "13 min"
    assert plain(page.inner_text("output")) == "Compris : 13 min"
    expect(page.locator("[data-choices] button")).to_have_count(0)
    expect(page.locator("#save")).to_be_focused()


def test_a_preset_fills_the_field_and_tells_the_page(page: Page) -> None:
    open_form(page)
    page.evaluate(
        "document.addEventListener('input', () => (document.title = duration.value), {once: true})"
    )

    page.click("text=½ h")

    assert page.title() == "30min"
    assert plain(page.inner_text("output")) == "Compris : 30 min"
    expect(page.locator("text=½ h")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-presets] button").last).to_have_attribute("aria-pressed", "false")


def test_a_refusal_waits_for_a_pause_and_repeats_what_was_typed_as_text(page: Page) -> None:
    page.clock.install()
    open_form(page)

    page.fill("#duration", "<b>$&2h75")
    before = page.inner_text("output")
    page.clock.run_for(1500)

    assert before == ""
    assert plain(page.inner_text("output")).startswith("« <b>$&2h75 » n’est pas une durée.")
    expect(page.locator("output")).to_have_attribute("data-state", "error")


def test_a_refusal_that_the_server_made_is_not_repeated(page: Page) -> None:
    page.clock.install()
    open_form(page, value="2h75")

    page.clock.run_for(1500)

    assert page.inner_text("output") == ""


def test_typing_on_takes_the_waiting_refusal_away(page: Page) -> None:
    page.clock.install()
    open_form(page)
    page.fill("#duration", "2h3x")

    page.fill("#duration", "2h30")
    page.clock.run_for(1500)

    assert plain(page.inner_text("output")) == "Compris : 2 h 30 min"


def test_days_count_only_where_their_length_is_given(page: Page) -> None:
    open_form(page, day_minutes=420, value="½ j")

    assert plain(page.inner_text("output")) == "Compris : 3 h 30 min"


def test_a_text_that_is_no_duration_never_holds_the_form_back(page: Page) -> None:
    open_form(page)
    page.fill("#duration", "bonjour")

    page.click("#save")

    page.wait_for_url(f"{ADDRESS}saved?duration=bonjour")


def test_without_javascript_the_presets_stay_hidden(browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    serve(page, FORM.format(attributes=duration_field_attributes(), input=""))

    expect(page.locator("[data-presets]")).to_be_hidden()
    expect(page.locator("#duration")).to_be_visible()
    context.close()
