"""The time sheet of one person: what it would say, then the paper to sign."""

from dataclasses import dataclass
from typing import Final, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.accounts.limits import making
from benevalibre.accounts.models import User
from benevalibre.actions.access import OwnRequest, participant
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.membership import MembershipState
from benevalibre.documents.files import file_name
from benevalibre.documents.pdf import pdf_response
from benevalibre.reports import sheet_papers
from benevalibre.reports.forms.files import PlaceForm, SpanForm
from benevalibre.reports.periods import Year
from benevalibre.reports.timesheets import Sheet, actions_of, sheet_of
from benevalibre.ui.formats import format_number

MOST_LINES: Final = 2_000


@dataclass(frozen=True)
class Asked:
    """Whose sheet, of which days, and what it says; None where it cannot be made."""

    member: Membership
    form: SpanForm
    sheet: Sheet | None


@require_safe
@participant
def timesheet_mine(request: OwnRequest) -> HttpResponse:
    """« Ma feuille de temps », of one association and any days."""
    places = PlaceForm(request.GET, places=_places(request))
    asked = _asked(request, places.chosen) if places.chosen else None
    return _page(request, asked, place_form=places)


@require_safe
@participant
@making("paper")
def timesheet_mine_pdf(request: OwnRequest) -> HttpResponse:
    """The paper; the page, with what is wrong, where there is none."""
    place = PlaceForm(request.GET, places=_places(request)).chosen
    asked = _asked(request, place) if place else None
    return _pdf(asked) or _back(request, "reports:timesheet_mine")


@require_safe
@member(Right.MANAGE_ACTIONS)
def timesheet(request: MemberRequest, member_id: int) -> HttpResponse:
    """That of anybody in the association, with an account or without."""
    return _page(request, _asked(request, _person(request, member_id)))


@require_safe
@member(Right.MANAGE_ACTIONS)
@making("paper")
def timesheet_pdf(request: MemberRequest, member_id: int) -> HttpResponse:
    """The same on paper."""
    person = _person(request, member_id)
    answer = _pdf(_asked(request, person))
    return answer or _back(request, "reports:timesheet", request.association.pk, person.pk)


def _places(request: OwnRequest) -> list[Membership]:
    """Where whoever asks gives or gave time."""
    if request.guest is not None:
        return [request.guest]
    rows = Membership.objects.unmerged().filter(
        user=cast("User", request.user),
        state__in=[MembershipState.ACTIVE, MembershipState.LEFT],
        association__in=Association.objects.visible(),
    )
    return list(rows.select_related("association", "user").order_by("association__sort_key", "pk"))


def _person(request: MemberRequest, member_id: int) -> Membership:
    rows = request.association.memberships.unmerged().with_person()
    person: Membership = get_object_or_404(rows, pk=member_id)
    person.association = request.association
    return person


def _asked(request: OwnRequest | MemberRequest, person: Membership) -> Asked:
    here = person.association
    rows = here.fiscal_years.order_by("-start")
    years = [Year(row.pk, str(row), row.start, row.end) for row in rows]
    form = SpanForm(request.GET, years=years, today=timezone.localdate())
    if form.days is None:
        return Asked(person, form, None)
    lines = actions_of(person, *form.days).count()
    if lines > MOST_LINES:
        sentence = _(
            "%(n)s activités sur une feuille, c’est trop\u00a0: choisissez moins de jours."
        )
        form.add_error("end", sentence % {"n": format_number(lines)})
        return Asked(person, form, None)
    return Asked(person, form, sheet_of(person, *form.days))


def _page(
    request: OwnRequest | MemberRequest,
    asked: Asked | None,
    *,
    place_form: PlaceForm | None = None,
) -> HttpResponse:
    context = {
        "asked": asked,
        "place_form": place_form,
        "is_own": place_form is not None,
        "person": asked.member if asked else None,
    }
    is_wrong = asked is not None and asked.sheet is None
    return render(request, "reports/timesheet.html", context, status=422 if is_wrong else 200)


def _pdf(asked: Asked | None) -> HttpResponse | None:
    """The file; None where there is nothing to print."""
    if asked is None or asked.sheet is None or not asked.sheet.entries:
        return None
    here, sheet = asked.member.association, asked.sheet
    days = f"{sheet.start.isoformat()} {sheet.end.isoformat()}"
    name = file_name(_("Feuille de temps"), sheet.name, here.name, days, suffix="pdf")
    return pdf_response(sheet_papers.timesheet_pdf(here, sheet), name=name)


def _back(request: OwnRequest | MemberRequest, name: str, *args: int) -> HttpResponse:
    there = redirect(name, *args)
    there["Location"] += f"?{request.GET.urlencode()}" if request.GET else ""
    return there
