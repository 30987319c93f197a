"""Guests' links, for those who manage people: list, address, QR code, poster."""

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.links import LinkForm
from benevalibre.associations.links import address_of, make_link, renew_link
from benevalibre.associations.models import GuestLink, Membership, Right
from benevalibre.associations.tallying import entries_of, with_entries
from benevalibre.associations.views.answering import act, form_page, page_of
from benevalibre.documents.qr import qr_svg
from benevalibre.ui.flash import Act, flash


@member(Right.MANAGE_MEMBERS)
def link_list(request: MemberRequest) -> HttpResponse:
    """Each link, whether it opens, and how much it serves."""
    page = page_of(GuestLink.objects.of_association(request.association), request)
    rows = with_entries(list(page.object_list))
    return render(request, "associations/link_list.html", {"page": page, "rows": rows})


@member(Right.MANAGE_MEMBERS)
def link_create(request: MemberRequest) -> HttpResponse:
    """A link for somebody, or for a tablet that all share."""
    here, by = request.association, request.membership
    form = LinkForm(request.POST or None, association=here)
    made: list[Membership] = []
    if form.obeys(lambda: made.append(make_link(here, by=by, **form.columns())[0])):
        messages.success(request, _("Le lien est prêt\u00a0: donnez-le, ou imprimez l’affiche."))
        return _back(made[0].link)
    return form_page(request, form, "associations/link_create.html")


@member(Right.MANAGE_MEMBERS)
def link_detail(request: MemberRequest, member_id: int) -> HttpResponse:
    """Its address and QR code, its use, and its name and end, which may change."""
    link = _link_of(request, member_id)
    form = LinkForm(request.POST or None, association=request.association, link=link)
    if form.obeys(lambda: link.change(by=request.membership, **form.columns())):
        messages.success(request, _("C’est enregistré."))
        return _back(link)
    context = {
        "link": link,
        "address": _address(link),
        "entries": entries_of([link.pk]).get(link.pk, 0),
    }
    return form_page(request, form, "associations/link_detail.html", **context)


@member(Right.MANAGE_MEMBERS)
@require_POST
def link_closing(request: MemberRequest, member_id: int) -> HttpResponse:
    """Open nothing any more; undone as easily."""
    link = _link_of(request, member_id)
    undo = Act(label=_("Rouvrir"), url=_page("link_opening", link), method="post")
    done = _("Le lien de «\u00a0%(name)s\u00a0» est fermé.") % {"name": link.membership.name}
    if act(request, lambda: link.close(by=request.membership)):
        flash(request, done, acts=[undo])
    return _back(link)


@member(Right.MANAGE_MEMBERS)
@require_POST
def link_opening(request: MemberRequest, member_id: int) -> HttpResponse:
    """Open again."""
    link = _link_of(request, member_id)
    done = _("Le lien de «\u00a0%(name)s\u00a0» est ouvert.") % {"name": link.membership.name}
    act(request, lambda: link.reopen(by=request.membership), done=done)
    return _back(link)


@member(Right.MANAGE_MEMBERS)
def link_renewal(request: MemberRequest, member_id: int) -> HttpResponse:
    """Another address, after a confirmation: the old one dies."""
    link = _link_of(request, member_id)
    if request.method != "POST":
        return render(request, "associations/link_renewal.html", {"link": link})
    done = _("Voici le nouveau lien. L’ancien ne sert plus.")
    act(request, lambda: renew_link(link.membership, by=request.membership), done=done)
    return _back(link)


@member(Right.MANAGE_MEMBERS)
def link_code(request: MemberRequest, member_id: int) -> HttpResponse:
    """The QR code as an SVG file, to show (or to keep: ``?download=1``)."""
    link = _link_of(request, member_id)
    address = _address(link)
    if not address:
        raise Http404
    svg = qr_svg(address, title=_("Noter ses heures\u00a0: %(name)s") % {"name": link.membership})
    response = HttpResponse(svg, content_type="image/svg+xml")
    kind = "attachment" if request.GET.get("download") else "inline"
    response["Content-Disposition"] = f'{kind}; filename="lien-{link.pk}.svg"'
    return response


@member(Right.MANAGE_MEMBERS)
def link_poster(request: MemberRequest, member_id: int) -> HttpResponse:
    """An A4 sheet for the wall: three steps, the QR code, the address."""
    link = _link_of(request, member_id)
    address = _address(link)
    if not address:
        messages.error(request, _("Refaites d’abord ce lien\u00a0: son adresse ne se lit plus."))
        return _back(link)
    context = {
        "association": request.association,
        "link": link,
        "address": address.partition("://")[2],
    }
    return render(request, "associations/link_poster.html", context)


def _link_of(request: MemberRequest, member_id: int) -> GuestLink:
    links = GuestLink.objects.of_association(request.association)
    link = get_object_or_404(links, membership__id=member_id)
    link.membership.association = request.association
    return link


def _address(link: GuestLink) -> str:
    """The link's address; « » where it was sealed with a key that this instance has no more."""
    try:
        return address_of(link)
    except InvalidToken:
        return ""


def _page(name: str, link: GuestLink) -> str:
    return reverse(f"associations:{name}", args=[link.membership.association_id, link.pk])


def _back(link: GuestLink) -> HttpResponse:
    return redirect(_page("link_detail", link))
