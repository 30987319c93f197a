"""Fiscal years to close, and the statements of those that are closed."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import form_page
from benevalibre.documents.files import download, file_name
from benevalibre.documents.pdf import pdf_response
from benevalibre.valuation import printing, sourcing
from benevalibre.valuation.accounts import PLANS, TODAY, Nature, Plan
from benevalibre.valuation.closing import Preview, close, reopen
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.forms.closing import ClosingForm, ReopeningForm
from benevalibre.valuation.forms.papers import FORMATS, PaperForm
from benevalibre.valuation.models import Gift, Statement
from benevalibre.valuation.papers import PAPERS, Asked, Paper
from benevalibre.valuation.tabs import tabs
from benevalibre.valuation.views.finding import statement_of, year_of

FEW = 5


@member(Right.MANAGE_VALUATION)
def statement_list(request: MemberRequest) -> HttpResponse:
    """Each fiscal year with what can be done with it, and all statements."""
    here = request.association
    statements = Statement.objects.of(here).select_related("fiscal_year").defer("figures")
    by_year = {row.fiscal_year_id: row for row in statements if row.reopened_at is None}
    gifts = Gift.objects.by_year(here) if here.policy_valued else {}
    years = [(year, by_year.get(year.pk), gifts.get(year.pk)) for year in here.fiscal_years.all()]
    context = {
        "association": here,
        "tabs": tabs(here, "valuation:statement_list"),
        "years": years,
        "today": here.today(),
        "former": [row for row in statements if row.reopened_at is not None],
        "manages": request.membership.may(Right.MANAGE_ASSOCIATION),
    }
    return render(request, "valuation/statement_list.html", context)


@member(Right.MANAGE_VALUATION)
def year_closing(request: MemberRequest, year_id: int) -> HttpResponse:
    """What the year comes to and what is wrong with it; then it is closed."""
    here, by = request.association, request.membership
    year = year_of(request, year_id)
    if year.closed_at is not None:
        return redirect("valuation:statement_list", association_id=here.pk)
    preview = Preview(year)
    form = ClosingForm(request.POST or None, preview=preview)
    if form.obeys(lambda: close(year, by=by, **form.cleaned_data)):
        statement = year.statements.in_force().get()
        messages.success(request, _("L’exercice est arrêté\u00a0: plus personne n’y change rien."))
        return redirect("valuation:statement_detail", here.pk, statement.number)
    context = {"preview": preview, "year": year, "figures": preview.figures, "few": FEW}
    context["gifts"] = preview.figures.gift_cents
    return form_page(request, form, "valuation/year_closing.html", association=here, **context)


@member(Right.MANAGE_VALUATION)
def year_reopening(request: MemberRequest, year_id: int) -> HttpResponse:
    """Let the year change again, and say why; its statement stays."""
    here, by = request.association, request.membership
    year = year_of(request, year_id)
    if year.closed_at is None:
        return redirect("valuation:statement_list", association_id=here.pk)
    form = ReopeningForm(request.POST or None)
    if form.obeys(lambda: reopen(year, by=by, **form.cleaned_data)):
        messages.success(
            request, _("L’exercice est rouvert. Le prochain état aura un autre numéro.")
        )
        return redirect("valuation:statement_list", association_id=here.pk)
    return form_page(request, form, "valuation/year_reopening.html", association=here, year=year)


@member(Right.MANAGE_VALUATION)
def statement_detail(request: MemberRequest, number: int) -> HttpResponse:
    """The frozen figures, and the files to download."""
    here = request.association
    statement = statement_of(request, number)
    figures = Figures.thawed(statement.figures)
    uses, origins = TODAY.totals(figures.by_nature)
    context = {
        "association": here,
        "statement": statement,
        "figures": figures,
        "uses": uses.items(),
        "origins": origins.items(),
        "total": sum(uses.values()),
        "gifts": [
            {"label": gift.label, "kind": Nature(gift.nature).label, "cents": gift.cents}
            for gift in figures.gifts
        ],
        "closed": printing.closed(statement, figures),
        "adopted": printing.adopted(statement),
        "sources": sourcing.sources(figures),
        "wages": sourcing.wages(figures),
        "rounding": sourcing.rounding(),
        "plans": PLANS.values(),
        "papers": _papers(statement),
        "formats": FORMATS,
    }
    return render(request, "valuation/statement_detail.html", context)


@member(Right.MANAGE_VALUATION)
@making("paper")
def statement_pdf(request: MemberRequest, number: int) -> HttpResponse:
    """The whole statement, to print."""
    statement = statement_of(request, number)
    name = file_name(request.association.name, _asked(statement).name, suffix="pdf")
    return pdf_response(printing.statement_pdf(statement), name=name)


@member(Right.MANAGE_VALUATION)
def statement_file(request: MemberRequest, number: int) -> HttpResponseBase:
    """One table of the statement for a spreadsheet."""
    statement = statement_of(request, number)
    form = PaperForm(request.GET)
    papers = dict(_papers(statement))
    if not form.is_valid() or form.cleaned_data["paper"] not in papers:
        messages.error(request, _("Ce fichier n’existe pas\u00a0: choisissez-en un dans la liste."))
        return redirect("valuation:statement_detail", request.association.pk, number)
    wanted = form.cleaned_data
    plan = PLANS[wanted["plan"] or TODAY.code]
    asked = _asked(statement, plan=plan, whole=wanted["whole"])
    paper, format_ = papers[wanted["paper"]], FORMATS[wanted["format"]]
    words = (request.association.name, asked.name, str(paper.label))
    return download(paper.make(asked), format_, name=file_name(*words, suffix=format_.suffix))


def _asked(statement: Statement, *, plan: Plan = TODAY, whole: bool = False) -> Asked:
    figures = Figures.thawed(statement.figures)
    return Asked(statement=statement, figures=figures, plan=plan, whole=whole)


def _papers(statement: Statement) -> list[tuple[str, Paper]]:
    """What there is to download: nothing about euros where hours have no value."""
    return [(code, p) for code, p in PAPERS.items() if statement.is_valued or not p.in_euros]
