"""The express entry: record, repeat, take back."""

import re
from datetime import date

import pytest
from django.urls import reverse

from benevalibre.actions.forms.entry import EntryForm
from benevalibre.actions.models import Action, Source
from tests.actions.recorded import TODAY, filled
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    UserFactory,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]

RECORD = "/saisir/"


def tidy(html: str) -> str:
    """Without what differs at each load: keys, tokens and blanks."""
    html = re.sub(r'(name="(?:csrfmiddlewaretoken|key)"[^>]*value=")[^"]*', r"\1", html)
    return " ".join(html.split())


@pytest.mark.parametrize("search", ["\x00", "a" * 101])
def test_what_cannot_be_a_name_is_not_searched(search):
    form = EntryForm(membership=MembershipFactory(), initial={"search": search})

    assert not form.offer.is_cut


class TestRecord:
    def test_two_hours_and_a_half_today_are_noted(self, jeanne):
        browser = signed_in(jeanne)

        response = browser.post(RECORD, filled(jeanne), follow=True)

        action = Action.objects.get()
        assert (action.minutes, action.date, action.source) == (150, TODAY, Source.SELF)
        page = response.content.decode()
        assert (
            "C’est noté\u00a0: 2\u00a0h\u00a030, Accueil du public, aujourd’hui. Merci\u00a0!"
            in page
        )
        assert reverse("actions:undo", args=[action.pk]) in page
        assert reverse("actions:edit", args=[action.pk]) in page
        assert reverse("actions:again", args=[action.pk]) in page

    def test_the_bar_is_gone_on_the_page_after(self, jeanne):
        browser = signed_in(jeanne)
        browser.post(RECORD, filled(jeanne), follow=True)

        page = browser.get("/").content.decode()

        assert "C’est noté" not in page

    def test_a_double_click_makes_one_action(self, jeanne):
        browser = signed_in(jeanne)

        for _click in range(2):
            browser.post(RECORD, filled(jeanne))

        assert Action.objects.count() == 1

    def test_a_pending_entry_says_that_there_is_nothing_to_do(self, jeanne):
        jeanne.association.policy_moderate_actions = True
        jeanne.association.save()

        page = signed_in(jeanne).post(RECORD, filled(jeanne), follow=True).content.decode()

        assert "vous n’avez rien à faire" in page

    def test_yesterday_and_another_date_are_understood(self, jeanne):
        browser = signed_in(jeanne)

        browser.post(RECORD, filled(jeanne, when="hier"))
        browser.post(RECORD, filled(jeanne, when="autre", date="2026-01-31"))

        dates = Action.objects.values_list("date", flat=True)
        assert set(dates) == {date(2026, 6, 14), date(2026, 1, 31)}

    def test_a_project_brings_its_usual_category(self, jeanne):
        place = jeanne.association
        project = ProjectFactory(
            association=place, usual_category=CategoryFactory(association=place)
        )

        signed_in(jeanne).post(RECORD, filled(jeanne, what=f"p{project.pk}"))

        action = Action.objects.get()
        assert (action.project, action.category) == (project, project.usual_category)

    def test_a_project_without_usual_category_takes_the_one_last_used_with_it(self, jeanne):
        project = ProjectFactory(association=jeanne.association)
        before = ActionFactory(association=jeanne.association, project=project)

        signed_in(jeanne).post(RECORD, filled(jeanne, what=f"p{project.pk}"))

        assert jeanne.actions.get().category == before.category

    def test_a_project_that_nobody_used_asks_for_a_category(self, jeanne):
        project = ProjectFactory(association=jeanne.association)

        response = signed_in(jeanne).post(RECORD, filled(jeanne, what=f"p{project.pk}"))

        assert response.status_code == 422
        assert response.content.decode().count("Choisissez aussi une catégorie") == 1
        assert not Action.objects.exists()

    def test_what_is_behind_other_is_taken(self, jeanne):
        category = CategoryFactory(association=jeanne.association)

        data = filled(jeanne, what="autre", other=f"c{category.pk}")
        signed_in(jeanne).post(RECORD, data)

        assert Action.objects.get().category == category

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"duration": ""}, "Indiquez une durée"),
            ({"duration": "2h75"}, "n’est pas une durée"),
            ({"duration": "25h"}, "Une journée n’a que 24"),
            ({"duration": "0"}, "ou à défaut une distance"),
            ({"what": ""}, "Dites ce que vous avez fait"),
            ({"what": "c999999"}, "n’est plus proposée"),
            ({"what": "'; drop table"}, "n’est plus proposée"),
            ({"when": "demain"}, "demain"),
            ({"when": "autre"}, "Choisissez la date"),
            ({"when": "autre", "date": "31/02/2026"}, "Écrivez la date"),
            ({"when": "autre", "date": "2026-06-16"}, "à venir"),
            ({"distance": "beaucoup"}, "Écrivez la distance"),
            ({"end_date": "2026-06-01"}, "La fin vient après"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_keeps_the_form(self, jeanne, wrong, sentence):
        response = signed_in(jeanne).post(RECORD, filled(jeanne, title="À garder", **wrong))

        assert response.status_code == 422
        page = response.content.decode()
        assert sentence in page
        assert "À garder" in page
        assert not Action.objects.exists()

    def test_an_ambiguous_duration_is_asked_back_with_two_buttons(self, jeanne):
        page = signed_in(jeanne).post(RECORD, filled(jeanne, duration="2,30")).content.decode()

        assert "2\u00a0h\u00a030 ou 2\u00a0h\u00a018\u00a0?" in page
        assert 'name="reading" value="150"' in page
        assert 'name="reading" value="138"' in page

    def test_the_chosen_reading_is_recorded(self, jeanne):
        signed_in(jeanne).post(RECORD, filled(jeanne, duration="2,30", reading="138"))

        assert Action.objects.get().minutes == 138

    def test_a_reading_that_was_not_offered_is_not_taken(self, jeanne):
        response = signed_in(jeanne).post(RECORD, filled(jeanne, duration="2,30", reading="100000"))

        assert response.status_code == 422

    def test_a_word_of_another_association_is_not_proposed(self, jeanne):
        foreign = CategoryFactory()

        response = signed_in(jeanne).post(RECORD, filled(jeanne, what=f"c{foreign.pk}"))

        assert response.status_code == 422

    @pytest.mark.parametrize(
        ("rule", "sentence"),
        [
            ("policy_distance", "Indiquez la distance"),
            ("policy_description", "Décrivez l’activité"),
            ("policy_level", "Choisissez un niveau"),
        ],
    )
    def test_what_the_rules_require_joins_the_express_form(self, jeanne, rule, sentence):
        LevelFactory(association=jeanne.association)
        setattr(jeanne.association, rule, "required")
        jeanne.association.save()
        browser = signed_in(jeanne)

        page = browser.get(RECORD).content.decode()
        response = browser.post(RECORD, filled(jeanne))

        field = rule.removeprefix("policy_")
        assert page.index(f'id="id_{field}"') < page.index('id="save"')
        assert response.status_code == 422
        assert sentence in response.content.decode()

    def test_a_level_is_not_asked_where_there_is_none(self, jeanne):
        jeanne.association.policy_level = "required"
        jeanne.association.save()

        page = signed_in(jeanne).get(RECORD).content.decode()

        assert 'id="id_level"' not in page

    def test_doubts_are_said_after_saving(self, jeanne):
        ActionFactory(member=jeanne, date=TODAY, minutes=150)

        page = signed_in(jeanne).post(RECORD, filled(jeanne), follow=True).content.decode()

        assert Action.objects.count() == 2
        assert "Vous avez déjà noté 2\u00a0h\u00a030 ce jour-là" in page

    def test_the_association_of_the_form_is_the_one_that_gets_the_hours(self, jeanne):
        other = MembershipFactory(user=jeanne.user, last_entry_on=TODAY)
        CategoryFactory(association=other.association)

        signed_in(jeanne).post(RECORD, filled(jeanne))

        assert Action.objects.get().association == jeanne.association

    def test_choosing_another_association_gives_the_same_page_as_loading_it(self, jeanne):
        other = MembershipFactory(user=jeanne.user)
        browser = signed_in(jeanne)
        data = {"association": other.association_id}

        whole = browser.get(RECORD, data).content.decode()
        part = browser.get(RECORD, data, HTTP_HX_REQUEST="true").content.decode()

        start = whole.index('<section class="card express"')
        end = whole.index("</section>", start)
        assert tidy(whole[start:end]) == tidy(part[: part.index("</section>")])

    def test_without_association_the_page_says_where_to_begin(self):
        page = signed_in(UserFactory()).get(RECORD).content.decode()

        assert "Vous n’avez pas encore d’association" in page

    def test_more_than_forty_activities_are_searched(self, jeanne):
        for n in range(45):
            ProjectFactory(association=jeanne.association, name=f"Chantier {n:02}")
        browser = signed_in(jeanne)

        page = browser.get(RECORD).content.decode()
        found = browser.post(
            RECORD, filled(jeanne, what="autre", search="chantier 44", find="1")
        ).content.decode()

        assert "Chercher" in page
        assert "Chantier 44" not in page
        assert "Chantier 44" in found
        assert 'value="2h30"' in found
        assert not Action.objects.exists()

    @pytest.mark.parametrize("query", ["association=abc", "association=999999", "association="])
    def test_a_hostile_address_gives_the_page_all_the_same(self, jeanne, query):
        response = signed_in(jeanne).get(f"{RECORD}?{query}")

        assert response.status_code == 200

    def test_the_page_stays_within_its_queries(self, jeanne, query_budget):
        for n in range(5):
            ActionFactory(member=jeanne, title=f"Atelier {n}")
        browser = signed_in(jeanne)
        browser.get(RECORD)

        with query_budget(10):
            browser.get(RECORD)

    def test_saving_stays_within_its_queries(self, jeanne, query_budget):
        browser = signed_in(jeanne)
        browser.get(RECORD)

        with query_budget(12):
            browser.post(RECORD, filled(jeanne))
