"""Categories, levels and projects: the same five pages for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.accounts.access import View
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.words import (
    CategoryForm,
    LevelForm,
    ProjectForm,
    WordMergeForm,
)
from benevalibre.associations.merging import merge_words
from benevalibre.associations.models import Category, Level, Project, Right
from benevalibre.associations.models.vocabulary import Word
from benevalibre.associations.views.answering import act, form_page, page_of
from benevalibre.ui.frame import MenuItem


@dataclass(frozen=True)
class Vocabulary:
    """One of the three: its rows, who manages them, how they are asked for."""

    name: str
    model: Any
    right: Right
    form: Callable[..., Any]
    shown: tuple[str, ...] = ("association",)

    def words(self, request: MemberRequest) -> Any:
        """The words of the association."""
        return self.model.objects.filter(association=request.association)

    def word(self, request: MemberRequest, word_id: int) -> Any:
        """One of them, or 404."""
        word = get_object_or_404(self.words(request), pk=word_id)
        word.association = request.association
        return word

    def back(self, request: MemberRequest) -> HttpResponse:
        """To the list."""
        return redirect(f"associations:{self.name}_list", association_id=request.association.pk)


CATEGORIES = Vocabulary(
    "category", Category, Right.MANAGE_CATEGORIES, CategoryForm, ("default_category",)
)
LEVELS = Vocabulary("level", Level, Right.MANAGE_LEVELS, LevelForm)
PROJECTS = Vocabulary("project", Project, Right.MANAGE_PROJECTS, ProjectForm, ("usual_category",))


def list_of(vocabulary: Vocabulary) -> View:
    """The words in use, then those archived (``?archived=1``)."""

    @member(vocabulary.right)
    def word_list(request: MemberRequest) -> HttpResponse:
        words = vocabulary.words(request)
        shows_archived = request.GET.get("archived") == "1"
        rows = words.archived() if shows_archived else words.in_use()
        context = {
            "page": page_of(rows.select_related(*vocabulary.shown), request),
            "shows_archived": shows_archived,
            "archived": words.archived().count(),
            "tabs": _tabs(request, vocabulary),
            "values": request.membership.may(Right.MANAGE_VALUATION),
        }
        return render(request, f"associations/{vocabulary.name}_list.html", context)

    return word_list


def create_of(vocabulary: Vocabulary) -> View:
    """A new word."""

    @member(vocabulary.right)
    def word_create(request: MemberRequest) -> HttpResponse:
        here, by = request.association, request.membership
        form = vocabulary.form(request.POST or None, association=here)
        create = vocabulary.model.objects.create_word
        if form.obeys(lambda: create(here, by=by, **form.cleaned_data)):
            messages.success(request, _added(form.cleaned_data["name"]))
            return vocabulary.back(request)
        return form_page(request, form, f"associations/{vocabulary.name}_form.html", word=None)

    return word_create


def edit_of(vocabulary: Vocabulary) -> View:
    """Other columns of a word."""

    @member(vocabulary.right)
    def word_edit(request: MemberRequest, word_id: int) -> HttpResponse:
        word = vocabulary.word(request, word_id)
        form = vocabulary.form(request.POST or None, instance=word, association=request.association)
        if form.obeys(lambda: word.change(by=request.membership, **form.cleaned_data)):
            messages.success(request, _("C’est enregistré."))
            return vocabulary.back(request)
        return form_page(request, form, f"associations/{vocabulary.name}_form.html", word=word)

    return word_edit


def deletion_of(vocabulary: Vocabulary) -> View:
    """Delete a word that never served, after a confirmation."""

    @member(vocabulary.right)
    def word_deletion(request: MemberRequest, word_id: int) -> HttpResponse:
        word = vocabulary.word(request, word_id)
        if request.method == "POST":
            done = _("C’est supprimé\u00a0: «\u00a0%(name)s\u00a0».") % {"name": word.name}
            act(request, lambda: word.discard(by=request.membership), done=done)
            return vocabulary.back(request)
        context = {"word": word, "list_name": f"associations:{vocabulary.name}_list"}
        return render(request, "associations/word_deletion.html", context)

    return word_deletion


def merge_of(vocabulary: Vocabulary) -> View:
    """Use another word wherever this one was used."""

    @member(vocabulary.right)
    def word_merge(request: MemberRequest, word_id: int) -> HttpResponse:
        word = vocabulary.word(request, word_id)
        others = vocabulary.words(request).in_use().exclude(pk=word.pk)
        form, into = WordMergeForm(request.POST or None, others=others), "into"
        if form.obeys(
            lambda: merge_words(word, into=form.cleaned_data[into], by=request.membership)
        ):
            messages.success(request, _("C’est fait\u00a0: tout est sous un seul nom."))
            return vocabulary.back(request)
        context = {"word": word, "list_name": f"associations:{vocabulary.name}_list"}
        return form_page(request, form, "associations/word_merge.html", **context)

    return word_merge


def order_of(vocabulary: Vocabulary, order: str) -> View:
    """A POST that gives an order to a word: ``archive``, ``unarchive``, ``close``, ``reopen``."""

    @member(vocabulary.right)
    @require_POST
    def word_order(request: MemberRequest, word_id: int) -> HttpResponse:
        word: Word = vocabulary.word(request, word_id)
        verb = getattr(word, order)
        act(request, lambda: verb(by=request.membership), done=_told(order) % {"name": word.name})
        return vocabulary.back(request)

    return word_order


def _tabs(request: MemberRequest, shown: Vocabulary) -> list[MenuItem]:
    """The vocabularies that one manages, side by side."""
    labels = {"project": _("Projets"), "category": _("Catégories"), "level": _("Niveaux")}
    managed = [v for v in (PROJECTS, CATEGORIES, LEVELS) if request.membership.may(v.right)]
    return [
        MenuItem(
            label=labels[vocabulary.name],
            url=reverse(f"associations:{vocabulary.name}_list", args=[request.association.pk]),
            current=vocabulary is shown,
        )
        for vocabulary in managed
    ]


def _added(name: str) -> str:
    return _("«\u00a0%(name)s\u00a0» est dans la liste.") % {"name": name}


def _told(order: str) -> str:
    return {
        "archive": _("C’est archivé\u00a0: «\u00a0%(name)s\u00a0». Les heures restent."),
        "unarchive": _("C’est de retour dans les choix\u00a0: «\u00a0%(name)s\u00a0»."),
        "close": _("C’est terminé\u00a0: «\u00a0%(name)s\u00a0». Les heures restent."),
        "reopen": _("C’est rouvert\u00a0: «\u00a0%(name)s\u00a0»."),
    }[order]
