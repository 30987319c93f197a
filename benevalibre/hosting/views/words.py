"""The words and roles that new associations receive: the same pages for each list."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.associations.views.answering import act, page_of
from benevalibre.hosting import vocabulary
from benevalibre.hosting.forms.words import FORMS
from benevalibre.hosting.vocabulary import KINDS, Kind
from benevalibre.ui.frame import MenuItem

ROWS = 100


@require_safe
@host
def first_list(request: Request) -> HttpResponse:
    """The menu leads to the categories."""
    return redirect("hosting:word_list", vocabulary.CATEGORIES.slug)


@require_safe
@host
def word_list(request: Request, kind: str) -> HttpResponse:
    """One list, in its order."""
    shown = _kind(kind)
    context = {**_context(shown), "page": page_of(shown.rows(), request, size=ROWS)}
    return render(request, "hosting/word_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def word_create(request: Request, kind: str) -> HttpResponse:
    """One more."""
    shown = _kind(kind)
    form = FORMS[shown.slug](request.POST or None)
    if form.obeys(lambda: vocabulary.add(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, _("C’est ajouté. Les prochaines associations l’auront."))
        return redirect("hosting:word_list", shown.slug)
    return _form_page(request, shown, form, _("Ajouter"))


@require_http_methods(["GET", "HEAD", "POST"])
@host
def word_edit(request: Request, kind: str, word_id: int) -> HttpResponse:
    """Another name for it, from the next association on."""
    shown = _kind(kind)
    row = _row(shown, word_id)
    title = str(row)
    form = FORMS[shown.slug](request.POST or None, row=row)
    if form.obeys(lambda: vocabulary.correct(row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("C’est enregistré pour les prochaines associations."))
        return redirect("hosting:word_list", shown.slug)
    return _form_page(request, shown, form, title)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def word_deletion(request: Request, kind: str, word_id: int) -> HttpResponse:
    """Delete it, once it is confirmed."""
    shown = _kind(kind)
    row = _row(shown, word_id)
    if request.method == "POST":
        verb = partial(vocabulary.discard, shown, row, by=request.user)
        act(request, verb, done=_("C’est supprimé."))
        return redirect("hosting:word_list", shown.slug)
    return render(request, "hosting/word_deletion.html", {**_context(shown), "row": row})


@require_POST
@host
def word_archiving(request: Request, kind: str, word_id: int) -> HttpResponse:
    """Offer it no more, or again."""
    shown = _kind(kind)
    if not shown.can_archive:
        raise Http404
    row = _row(shown, word_id)
    is_away = row.archived_at is not None
    verb = partial(vocabulary.bring_back if is_away else vocabulary.put_away, row)
    done = _("C’est de nouveau proposé.") if is_away else _("Ce n’est plus proposé.")
    act(request, partial(verb, by=request.user), done=done)
    return redirect("hosting:word_list", shown.slug)


@require_POST
@host
def word_rank(request: Request, kind: str, word_id: int) -> HttpResponse:
    """One place higher."""
    shown = _kind(kind)
    vocabulary.rise(shown, _row(shown, word_id), by=request.user)
    return redirect("hosting:word_list", shown.slug)


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _row(kind: Kind, word_id: int) -> Any:
    return get_object_or_404(kind.rows(), pk=word_id)


def _context(shown: Kind) -> dict[str, Any]:
    labels = {
        vocabulary.CATEGORIES: _("Catégories"),
        vocabulary.LEVELS: _("Niveaux"),
        vocabulary.ROLES: _("Rôles"),
        vocabulary.FIELDS: _("Domaines d’activité"),
        vocabulary.GROUPS: _("Groupes de domaines"),
    }
    tabs = [
        MenuItem(
            label=label,
            url=reverse("hosting:word_list", args=[kind.slug]),
            current=kind is shown,
        )
        for kind, label in labels.items()
    ]
    return {"kind": shown, "label": labels[shown], "tabs": tabs}


def _form_page(request: Request, shown: Kind, form: Any, title: str) -> HttpResponse:
    context = {**_context(shown), "form": form, "title": title}
    status = 422 if form.is_bound else 200
    return render(request, "hosting/word_form.html", context, status=status)
