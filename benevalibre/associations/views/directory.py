"""The directory of associations."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from benevalibre.accounts.access import PublicRequest, public
from benevalibre.associations import directory
from benevalibre.associations.forms.directory import LETTERS, DirectoryForm
from benevalibre.associations.founding import may_found
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.membership import MembershipQuerySet


@public
def association_list(request: PublicRequest) -> HttpResponse:
    """One's own associations; then a few by chance, or the list from A to Z that is asked for."""
    only = directory.only_one(request.user)
    if only is not None:
        return redirect("associations:detail", association_id=only.pk)
    form = DirectoryForm(request.GET)
    is_understood = form.is_valid()
    found = form.found()
    chosen = None if form.is_list else directory.some_by_chance(found)
    data = {name: form.cleaned_data.get(name) for name in ("after", "before")}
    letter = form.cleaned_data.get("letter", "")
    context = {
        "form": form,
        "chosen": chosen,
        "page": None if chosen else directory.page(found, letter=letter, **data),
        "total": found.count(),
        "letters": LETTERS,
        "mine": _places(request, form),
        "may_found": may_found(),
    }
    status = 200 if is_understood else 422
    return render(request, "associations/association_list.html", context, status=status)


def _places(request: PublicRequest, form: DirectoryForm) -> MembershipQuerySet:
    """One's own places; in a search by name, those that no directory shows and that answer."""
    places = Membership.objects.places_of(request.user)
    if not form.is_list:
        return places
    name = form.cleaned_data.get("q", "")
    called = Association.objects.filter(hidden=True).called(name)
    return places.filter(association__in=called) if name else places.none()
