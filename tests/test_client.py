"""The strict client itself: each fault that it is there to find, and a page without fault."""

import pytest
from django.http import HttpResponse

from tests.client import read

GOOD = """<!doctype html><html lang="fr"><head><title>Accueil</title></head><body><h1>Accueil</h1>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="when">Quand ?</label><input id="when" name="when" aria-describedby="help">
<p id="help">Aujourd’hui</p><label>Où ? <input name="where"></label>
<button>Enregistrer</button></form><script src="/static/ui/js/a.js" type="module"></script>
</body></html>"""
FAULTS = {
    "no inline style": ("<h1>", '<h1 style="color: red">'),
    "no inline style nor handler": ("<button>", '<button onclick="go()">'),
    "no inline script": ("</body>", "<script>go()</script></body>"),
    "has no label": ('<label for="when">Quand ?</label>', ""),
    "2 <h1>": ("</body>", "<h1>Encore</h1></body>"),
    "0 <h1>": ("<h1>Accueil</h1>", ""),
    "no <title>": ("<title>Accueil</title>", ""),
    "without lang": (' lang="fr"', ""),
    "csrf_token": ("csrfmiddlewaretoken", "other"),
    "points nowhere": ('id="help"', 'id="aid"'),
    "stands 2 times": ('<p id="help">', '<p id="help"></p><p id="help">'),
    "javascript": ("</body>", '<a href="javascript:go()">Ici</a></body>'),
}


def test_a_page_without_fault_is_read_in_silence() -> None:
    response = HttpResponse(GOOD)

    read(response)

    assert response.status_code == 200


@pytest.mark.parametrize("said", FAULTS)
def test_each_fault_is_found_and_said(said: str) -> None:
    before, after = FAULTS[said]
    assert before in GOOD
    response = HttpResponse(GOOD.replace(before, after))

    with pytest.raises(AssertionError, match=said):
        read(response)


def test_a_fragment_needs_no_heading_but_its_fields_need_labels() -> None:
    fragment = HttpResponse('<p>Compris : 2 h 30</p><input name="minutes">')

    with pytest.raises(AssertionError, match="has no label") as failure:
        read(fragment)

    assert "h1" not in str(failure.value)


def test_a_file_is_not_read_as_a_page() -> None:
    response = HttpResponse("<h1>un<h1>deux", content_type="text/csv")

    read(response)

    assert response["Content-Type"] == "text/csv"
