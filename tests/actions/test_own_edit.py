"""One's own actions: repeat, take back, edit, delete, put back; the same by a link."""

from datetime import date

import pytest
from django.urls import reverse

from benevalibre.actions.models import Action, Source, Status
from tests.actions.recorded import TODAY, filled
from tests.factories import ActionFactory, CategoryFactory, FiscalYearFactory
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]

RECORD = "/saisir/"


class TestAgain:
    def test_it_is_filled_like_the_earlier_one_and_today(self, jeanne):
        earlier = ActionFactory(member=jeanne, minutes=195, title="Permanence")

        page = signed_in(jeanne).get(f"/activites/{earlier.pk}/encore/").content.decode()

        assert 'value="3\u00a0h\u00a015"' in page
        assert f'value="a{earlier.pk}"' in page
        assert not Action.objects.exclude(pk=earlier.pk).exists()

    def test_somebody_elses_is_not_there(self, jeanne):
        other = ActionFactory(association=jeanne.association)

        response = signed_in(jeanne).get(f"/activites/{other.pk}/encore/")

        assert response.status_code == 404


class TestUndo:
    def test_what_was_just_noted_is_taken_back(self, jeanne):
        browser = signed_in(jeanne)
        browser.post(RECORD, filled(jeanne))

        browser.post(reverse("actions:undo", args=[Action.objects.get().pk]))

        assert not Action.objects.exists()

    def test_an_entry_over_two_years_is_taken_back_whole(self, jeanne):
        browser = signed_in(jeanne)
        browser.post(RECORD, filled(jeanne, when="autre", date="2025-12-31", end_date="2026-01-01"))
        assert Action.objects.count() == 2

        browser.post(reverse("actions:undo", args=[Action.objects.first().pk]))

        assert not Action.objects.exists()


class TestEdit:
    def test_a_volunteer_corrects_the_duration(self, jeanne):
        action = ActionFactory(member=jeanne, date=TODAY)
        data = filled(jeanne, what=f"c{action.category_id}", version=1)

        response = signed_in(jeanne).post(f"/activites/{action.pk}/", data, follow=True)

        action.refresh_from_db()
        assert (action.minutes, action.version) == (150, 2)
        assert "C’est modifié" in response.content.decode()

    def test_what_will_happen_is_said_before_saving(self, jeanne):
        jeanne.association.policy_moderate_actions = True
        jeanne.association.save()
        action = ActionFactory(member=jeanne)

        page = signed_in(jeanne).get(f"/activites/{action.pk}/").content.decode()

        assert "elles seront relues" in page

    def test_somebody_faster_is_not_overwritten(self, jeanne):
        action = ActionFactory(member=jeanne, date=TODAY, version=3)
        data = filled(jeanne, what=f"c{action.category_id}", version=2)

        response = signed_in(jeanne).post(f"/activites/{action.pk}/", data)

        assert response.status_code == 422
        assert "modifiée par quelqu’un d’autre" in response.content.decode()
        action.refresh_from_db()
        assert action.minutes == 120

    def test_a_closed_year_shows_no_form(self, jeanne):
        action = ActionFactory(member=jeanne, date=date(2025, 3, 1))
        FiscalYearFactory(association=jeanne.association, start=date(2025, 1, 1), closed=True)

        page = signed_in(jeanne).get(f"/activites/{action.pk}/").content.decode()

        assert "2025 est arrêté" in page
        assert 'id="save"' not in page

    def test_the_reason_of_a_correction_is_shown(self, jeanne):
        action = ActionFactory(member=jeanne, to_correct=True)

        page = signed_in(jeanne).get(f"/activites/{action.pk}/").content.decode()

        assert "Durée à vérifier" in page

    def test_a_category_that_was_archived_since_can_stay(self, jeanne):
        category = CategoryFactory(association=jeanne.association, archived=True)
        action = ActionFactory(member=jeanne, category=category, date=TODAY)
        data = filled(jeanne, what=f"c{category.pk}", version=1)

        signed_in(jeanne).post(f"/activites/{action.pk}/", data)

        action.refresh_from_db()
        assert (action.minutes, action.category) == (150, category)

    def test_somebody_elses_is_not_there(self, jeanne):
        other = ActionFactory(association=jeanne.association)

        response = signed_in(jeanne).get(f"/activites/{other.pk}/")

        assert response.status_code == 404


class TestDelete:
    def test_it_asks_then_deletes_then_gives_back(self, jeanne):
        action = ActionFactory(member=jeanne, title="Bricolage")
        browser = signed_in(jeanne)
        url = f"/activites/{action.pk}/suppression/"

        asked = browser.get(url)
        removed = browser.post(url, follow=True).content.decode()

        assert "Supprimer cette activité" in asked.content.decode()
        assert not Action.objects.exists()
        start = removed.index("/annulation/suppressions/")
        browser.post(removed[start : removed.index('"', start)])
        back = Action.objects.get()
        assert (back.pk, back.title, back.status) == (action.pk, "Bricolage", Status.APPROVED)

    def test_a_deletion_of_somebody_else_is_not_there(self, jeanne):
        theirs = ActionFactory(association=jeanne.association)
        batch = theirs.remove(by=theirs.member)

        response = signed_in(jeanne).post(reverse("actions:restore", args=[batch.pk]))

        assert response.status_code == 404


class TestGuest:
    def test_a_guest_records_edits_and_deletes(self, personas):
        guest, browser = personas.guest, personas.client("guest")
        CategoryFactory(association=guest.association)

        page = browser.post(RECORD, filled(guest), follow=True).content.decode()
        action = Action.objects.get()
        browser.post(
            f"/activites/{action.pk}/",
            filled(guest, what=f"c{action.category_id}", duration="3h", version=1),
        )
        action.refresh_from_db()
        browser.post(f"/activites/{action.pk}/suppression/")

        assert "C’est noté" in page
        assert (action.minutes, action.source, action.member) == (180, Source.LINK, guest)
        assert not Action.objects.exists()

    def test_a_guest_sees_only_their_own(self, personas):
        ActionFactory(association=personas.association, title="À quelqu’un d’autre")
        mine = ActionFactory(member=personas.guest, title="À moi")

        page = personas.client("guest").get("/activites/").content.decode()

        assert mine.title in page
        assert "quelqu’un d’autre" not in page
