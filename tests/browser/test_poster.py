"""The poster of a link, on paper."""

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page

from benevalibre.associations.links import make_link
from tests.personas import Personas

PAGE = re.compile(rb"/Type\s*/Page\b")


def test_the_poster_is_one_sheet_even_with_a_long_name(
    personas: Personas, open_page: Callable[..., Page]
) -> None:
    personas.association.name = "Les Amis du vélo et de la petite reine du pays de Rennes"
    personas.association.save()
    guest, _secret = make_link(personas.association, "Affiche", by=personas.manager)
    page = open_page(phone=False, dark=True, person=personas.manager.user)

    page.goto(reverse("associations:link_poster", args=[personas.association.pk, guest.pk]))
    printed = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(PAGE.findall(printed)) == 1
    assert page.locator("img.poster-code").evaluate("code => code.naturalWidth") > 0
