import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import render_to_string

from benevalibre.ui.flash import Act, acts_of, flash
from benevalibre.ui.forms import SampleForm
from benevalibre.ui.frame import Announcement, Frame, MenuItem, Person
from benevalibre.ui.samples import sample_frame
from benevalibre.ui.templatetags.ui import avatar, icon, initials
from benevalibre.ui.views import style_guide
from tests.client import Page, read

ROOMS = Path(__file__).parents[2] / "benevalibre"
STATIC = ROOMS / "ui/static/ui"
SPRITE = (STATIC / "icons.svg").read_text(encoding="utf-8")
DRAWN = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))


@pytest.fixture
def visit(rf):
    """A request that carries messages, as the middleware makes it."""
    request = rf.get("/")
    request._messages = CookieStorage(request)
    return request


def page(request: HttpRequest, frame: Frame) -> str:
    """The bare page in ``frame``, checked for faults."""
    html = render_to_string("ui/page.html", {"frame": frame}, request)
    faults = [fault for fault in Page(html).all_faults() if fault != "no <title>"]
    assert faults == []
    return html


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jeanne Martin", "JM"),
        ("Étienne de la Tour", "ÉT"),
        ("jean-paul", "JP"),
        ("Nadia", "N"),
        ("« Les » Amis", "LA"),
        ("   ", "?"),
        ("", "?"),
    ],
)
def test_initials_are_those_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_an_avatar_keeps_its_colour_when_its_name_changes():
    assert "avatar-3" in avatar("Jeanne Martin", seed=11)
    assert "avatar-3" in avatar("Jeanne Durand", seed=11)


def test_an_avatar_with_a_picture_shows_it_and_escapes_its_address():
    html = avatar("Jeanne", image='/media/a.webp" onload="x')

    assert 'onload="x"' not in html
    assert 'alt=""' in html


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in icon("clock")
    assert 'role="img" aria-label="Fermer"' in icon("x", label="Fermer")


def test_every_icon_that_the_application_names_is_drawn():
    named = set()
    for path in [*ROOMS.rglob("*.html"), *ROOMS.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'{% icon "([^"]+)"', text))
        named |= set(re.findall(r'\b(?:icon|icon_name)="([^"]+)"', text))

    assert named - DRAWN == set()


def test_a_field_is_tied_to_its_label_help_and_errors():
    form = SampleForm({"place": ""})

    html = form["place"].as_field_group()

    assert '<label for="id_place">' in html
    assert 'aria-describedby="id_place_helptext id_place_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_place_helptext"' in html
    assert 'id="id_place_error"' in html


def test_only_optional_fields_are_marked():
    form = SampleForm()

    assert "facultatif" in form["title"].as_field_group()
    assert "facultatif" not in form["place"].as_field_group()


def test_a_group_of_choices_is_a_fieldset_with_its_question_as_legend():
    html = SampleForm()["activity"].as_field_group()

    assert "<fieldset" in html
    assert "<legend>Qu’avez-vous fait" in html
    assert html.count('class="chip"') == 3


def test_choices_as_cards_say_what_each_implies():
    html = SampleForm()["rule"].as_field_group()

    assert "Elles comptent dès qu’elles sont notées." in html


def test_errors_are_gathered_with_a_link_to_each_field():
    form = SampleForm({"duration": "1h", "comment": "x"})

    html = form.render()

    assert 'role="alert"' in html
    assert '<a href="#id_place">Lieu</a>' in html
    assert '<a href="#id_comment">Commentaire</a>' in html


def test_a_password_is_never_written_back_and_can_be_shown():
    html = SampleForm({"password": "secret"})["password"].as_field_group()

    assert "<password-reveal>" in html
    assert "secret" not in html


def test_a_message_carries_its_acts_through_the_cookie(visit):
    act = Act(label="Annuler", url="/actions/7/", method="post", fields={"key": "a « b »"})

    flash(visit, "C’est noté.", acts=[act])

    [message] = messages.get_messages(visit)
    assert message.message == "C’est noté."
    assert acts_of(message) == [act]


def test_an_ordinary_message_carries_no_act(visit):
    messages.warning(visit, "Attention.")

    [message] = messages.get_messages(visit)

    assert acts_of(message) == []


def test_the_undo_bar_posts_the_fields_of_its_acts(visit):
    act = Act(label="Annuler", url="/actions/7/", method="post", fields={"key": "k1"})
    flash(visit, "C’est <noté>.", acts=[act, Act(label="Modifier", url="/modifier/")])

    html = page(visit, Frame())

    assert 'action="/actions/7/"' in html
    assert '<input type="hidden" name="key" value="k1">' in html
    assert '<a class="button bare small" href="/modifier/">Modifier</a>' in html
    assert "C’est &lt;noté&gt;." in html


def test_a_page_renders_with_nothing_around_it(visit):
    html = page(visit, Frame())

    assert "page-open" in html
    assert "Menu principal" not in html


def test_a_visitor_is_offered_to_sign_in(visit):
    html = page(visit, Frame(sign_in_url="/connexion/", sign_up_url="/inscription/"))

    assert 'href="/connexion/"' in html
    assert 'href="/inscription/"' in html


def test_the_page_of_an_association_has_one_current_entry_in_each_menu(visit):
    html = page(visit, sample_frame("dark"))

    assert 'data-theme="dark"' in html
    assert html.count('aria-current="true"') == 1
    assert html.count('<a href="#vue" aria-current="page">') == 2


def test_a_guest_reads_the_name_of_the_association(visit):
    html = page(visit, Frame(association_name="Les Amis du vélo"))

    assert '<p class="association-here">Les Amis du vélo</p>' in html


def test_signing_out_is_a_form(visit):
    leave = MenuItem(label="Se déconnecter", url="/sortie/", icon="log-out", method="post")
    frame = Frame(person=Person(name="Jeanne"), account_menu=[leave])

    html = page(visit, frame)

    assert '<form method="post" action="/sortie/">' in html


def test_an_announcement_is_escaped_and_can_be_put_away(visit):
    news = Announcement(title="<b>", text="Voir https://example.org\nDemain", dismiss_url="/vu/")

    html = page(visit, Frame(announcements=[news]))

    assert "&lt;b&gt;" in html
    assert 'href="https://example.org"' in html
    assert 'action="/vu/"' in html
    assert html.index("<summary>") < html.index("&lt;b&gt;") < html.index("</summary>")


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_nothing_from_the_application(name):
    html = render_to_string(f"{name}.html")

    assert Page(html).all_faults() == []


def test_the_style_guide_shows_every_component_without_a_fault(visit):
    response = style_guide(visit)

    read(response, "/style/")
    assert response.status_code == 200


def test_every_stylesheet_is_linked_once_short_and_in_a_layer():
    linked = re.findall(r"ui/css/([\w-]+\.css)", render_source("ui/stylesheets.html"))

    files = {path.name: path.read_text(encoding="utf-8") for path in (STATIC / "css").glob("*.css")}

    assert sorted(linked) == sorted(files)
    assert {name for name, text in files.items() if "@layer" not in text} == set()
    assert {name for name, text in files.items() if text.count("\n") > 150} == set()


def test_every_script_of_the_page_stands_alone_and_is_short():
    linked = re.findall(r"ui/js/([\w-]+\.js)", render_source("ui/scripts.html"))

    texts = {name: (STATIC / "js" / name).read_text(encoding="utf-8") for name in linked}

    assert {name for name, text in texts.items() if text.count("\n") > 62} == set()
    elements = {name: set(re.findall(r'from "\./([\w-]+)\.js"', t)) for name, t in texts.items()}
    assert {name for name, imports in elements.items() if imports - {"durations"}} == set()


def render_source(name: str) -> str:
    """The text of a template, as written."""
    return (ROOMS / "ui/templates" / name).read_text(encoding="utf-8")


def test_older_browsers_are_given_the_light_value_of_every_colour():
    tokens = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    older = (STATIC / "css/tokens-light.css").read_text(encoding="utf-8")

    light = re.findall(r"(--[\w-]+): light-dark\((#\w+|rgb\([^)]*\)),", tokens)

    assert len(light) > 20
    assert [f"{name}: {value};" for name, value in light if f"{name}: {value};" not in older] == []
