"""The activity report: it says what the statement says, and names nobody."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.files.base import ContentFile
from pdfua import validate
from PIL import Image

from benevalibre.associations.models import FiscalYear, Membership, Project, Right
from benevalibre.journal.models import Entry
from benevalibre.reports import periods
from benevalibre.reports.activity import Activity, few
from benevalibre.reports.activity_method import notes
from benevalibre.reports.activity_paper import activity_pdf
from benevalibre.reports.activity_words import headline, months
from benevalibre.reports.forms.activity import project_of
from benevalibre.reports.models import Introduction
from benevalibre.reports.offering import offer
from benevalibre.reports.statistics import Question, Statistics
from benevalibre.valuation.closing import close
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Adopted, Rate
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    FiscalYearFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script> #panic("x") & *a*'


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel("2027-02-12 10:00+01:00", tick=False):
        yield


@pytest.fixture
def president() -> Membership:
    return MembershipFactory(
        manager=True, user__last_name="Introuvable", association__policy_valued=True
    )


@pytest.fixture
def project(president: Membership) -> Project:
    return ProjectFactory(association=president.association, name="Atelier")


@pytest.fixture
def year(president: Membership, project: Project) -> FiscalYear:
    """2026: 20 h of the project on two sides of a rise of the wage, 50 min of something else."""
    here = president.association
    Rate.objects.create(association=here, start="2020-01-01", coefficient=1)
    jeanne = MembershipFactory(association=here, user__last_name="Invisible")
    category = CategoryFactory(association=here, name="Réparer")
    for day in (date(2026, 5, 31), date(2026, 6, 1)):
        ActionFactory(
            member=jeanne, category=category, project=project, date=day, minutes=600,
            status_by=president, distance_hundredths=1250,
        )  # fmt: skip
    other = CategoryFactory(association=here, name="Accueil")
    ActionFactory(
        member=president, category=other, date=date(2026, 7, 4), minutes=50, status_by=president
    )
    ActionFactory(member=president, date=date(2025, 7, 4), minutes=600)
    return FiscalYearFactory(association=here, start=date(2026, 1, 1), end=date(2026, 12, 31))


def report(by: Membership, code: str = "2026", project: Project | None = None) -> Activity:
    there = offer(by.association)
    period = periods.read(code, there.years)
    assert period is not None
    words = {"project_id": project.pk} if project else {}
    found = Statistics(
        by.association, by, there, Question(period=period, words=words), by.association.today()
    )
    return Activity(found, project_of(there, project.pk if project else None))


def path(by: Membership, end: str = "/") -> str:
    return f"/associations/{by.association_id}/rapport-d-activite{end}"


def test_what_it_adds_up(president: Membership, year: FiscalYear) -> None:
    found = report(president)

    assert found.sums == (1250, 2, 3)
    assert found.distance == 2500
    assert found.cents == 12020 + 12310 + 1026
    assert found.approvals == (1200, 50)
    assert found.sums_before == (600, 1, 1)
    assert plain(headline(found)) == "En 2026, 2 bénévoles ont donné 20 h 50 à notre association."
    assert [(line.name, line.minutes) for line in found.projects] == [
        ("Atelier", 1200),
        ("Sans projet", 50),
    ]


def test_a_closed_year_tells_its_statement(president: Membership, year: FiscalYear) -> None:
    statement = close(year, by=president, adopted_on=date(2027, 1, 20), adopted_by=Adopted.ASSEMBLY)
    Rate.objects.update(coefficient=7)
    president.association.policy_fte_hours = 1000
    president.association.save()
    kept = Figures.thawed(statement.figures)

    for code in ("2026", f"fiscal-{year.pk}"):
        found = report(president, code)
        assert (found.cents, found.sums.minutes) == (kept.cents, kept.minutes) == (25356, 1250)
        assert found.full_time(found.sums.minutes) == kept.fte
        assert found.approvals[1] == kept.self_approved == 50
    html = plain(signed_in(president).get(path(president)).content.decode())
    assert "chiffres de l’état n° 1, du 12 février 2027" in html
    assert "253,56 €" in html
    assert "Les taux ont été adoptés par l’assemblée générale le 20 janvier 2027." in html


def test_an_open_year_agrees_with_the_statement_to_come(
    president: Membership, year: FiscalYear
) -> None:
    open_year = report(president)
    statement = close(year, by=president, adopted_on=None, adopted_by="")

    kept = Figures.thawed(statement.figures)

    assert (open_year.cents, open_year.sums) == (
        kept.cents,
        (kept.minutes, kept.givers, kept.actions),
    )


@pytest.mark.parametrize("closed", [False, True])
def test_a_funder_pays_for_a_project(
    president: Membership, year: FiscalYear, project: Project, closed: bool
) -> None:
    if closed:
        close(year, by=president, adopted_on=None, adopted_by="")

    found = report(president, project=project)

    assert found.sums == (1200, 1, 2)
    assert found.cents == 24330
    assert found.approvals == (1200, 0)
    assert found.projects == []
    assert plain(headline(found)) == "En 2026, 1 bénévole a donné 20 h au projet « Atelier »."


@pytest.mark.parametrize(("kept", "shown"), [({}, True), ({"project_id": None}, False)])
def test_a_project_renamed_since_is_found_again_unless_only_its_name_was_kept(
    president: Membership, year: FiscalYear, project: Project, kept: Any, shown: bool
) -> None:
    statement = close(year, by=president)
    statement.figures["lines"] = [line | kept for line in statement.figures["lines"]]
    statement.save(update_fields=["figures"])
    project.change(by=president, name="Établi")

    assert report(president, project=project).shows_euros is shown


def test_no_euros_unless_the_rules_say_so(president: Membership, year: FiscalYear) -> None:
    here = president.association
    reader = MembershipFactory(association=here, rights=[Right.SEE_STATISTICS])
    browser = signed_in(reader)

    seen = browser.get(path(reader)).content.decode()
    without = browser.get(path(reader), {"without_euros": "on"}).content.decode()
    type(here).objects.filter(pk=here.pk).update(policy_valued=False)
    ruled = browser.get(path(reader)).content.decode()

    assert "253,56" in plain(seen)
    assert "€" not in without
    assert "€" not in ruled
    assert "Sans les euros" not in ruled


def test_months_come_to_the_total(president: Membership, year: FiscalYear) -> None:
    found = report(president)
    sheet = months(found)

    assert sheet is not None
    assert found.months[0].total == found.sums.minutes
    assert found.months[0].names == ["Atelier", "Sans projet"]
    assert len(sheet.rows) == 12


def test_greys_are_few() -> None:
    given = {(date(2026, 1, 1), f"P{n}"): 100 - n for n in range(9)}

    found = few(given)

    assert sum(found.values()) == sum(given.values())
    assert [name for _month, name in found] == ["P0", "P1", "P2", "P3", "P4", "Autres"]


def test_it_says_who_read_the_hours(president: Membership, year: FiscalYear) -> None:
    ActionFactory(member=president, date=date(2026, 8, 1), minutes=60, pending=True)

    said = plain(" ".join(notes(report(president))))

    assert "20 h sur 20 h 50 ont été relues et validées par une autre personne." in said
    assert "50 min ont été validées par la personne qui les a données." in said
    assert "1 activité (1 h) attend d’être validée" in said
    assert "1 607 h par an" in said


def test_the_paper_is_read_aloud_and_names_nobody(
    president: Membership, year: FiscalYear, tmp_path: Any
) -> None:
    content = activity_pdf(report(president), HOSTILE)
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    document = pikepdf.open(io.BytesIO(content))
    pages: Any = document.pages
    fonts = [font for page in pages for font in page.Resources.Font.values()]

    assert [found.message for found in validate(str(file)).findings] == []
    assert str(document.Root.Lang) == "fr"
    assert document.Root.MarkInfo.Marked
    assert document.open_metadata()["dc:title"].startswith("Rapport d’activité bénévole, ")
    assert 1 < len(pages) <= 4
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_it_carries_the_logo(president: Membership, year: FiscalYear, tmp_path: Any) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (120, 80), "navy").save(drawn, "PNG")
    plain_paper = activity_pdf(report(president), "")
    president.association.logo.save("logo.png", ContentFile(drawn.getvalue()))

    content = activity_pdf(report(president), "")
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    president.association.logo.storage.delete(president.association.logo.name)

    assert [found.message for found in validate(str(file)).findings] == []
    assert content != plain_paper
    assert len(activity_pdf(report(president), "")) == len(plain_paper)


def test_hostile_names_stay_text(president: Membership, year: FiscalYear) -> None:
    project = ProjectFactory(association=president.association, name=HOSTILE + " 漢字\x07")
    for day in (date(2026, 3, 1), date(2026, 4, 1)):
        ActionFactory(member=president, project=project, date=day, minutes=6000)
    browser = signed_in(president)

    paper = browser.get(path(president, ".pdf"))
    page = browser.get(path(president)).content.decode()

    assert paper.content.startswith(b"%PDF")
    assert "<script>alert" not in page
    assert "Introuvable" not in page.split("report-paper")[1].split("</article>")[0]


def test_the_introduction_stays_for_the_next_time(president: Membership, year: FiscalYear) -> None:
    browser = signed_in(president)

    done = browser.post(path(president, "/introduction/"), {"text": HOSTILE}, follow=True)
    long = browser.post(path(president, "/introduction/"), {"text": "a" * 2001})

    assert "&lt;script&gt;alert(1)" in done.content.decode()
    assert long.status_code == 422
    assert Introduction.of(president.association).text == HOSTILE
    assert Entry.objects.filter(verb="report.introduce").count() == 1


def test_nothing_to_report(president: Membership) -> None:
    browser = signed_in(president)

    page = browser.get(path(president))
    paper = browser.get(path(president, ".pdf"), follow=True)
    wrong = browser.get(path(president), {"start": "2026-05-01", "end": "2026-04-01"})

    assert "Rien ne compte encore" in page.content.decode()
    assert "pas de rapport" in plain(paper.content.decode())
    assert wrong.status_code == 422


def test_no_paper_of_something_else_than_was_asked(president: Membership, year: FiscalYear) -> None:
    browser = signed_in(president)

    answer = browser.get(path(president, ".pdf"), {"period": "2026", "project": "999999"})

    assert answer.status_code == 302
    assert answer["Location"] == f"{path(president)}?period=2026&project=999999"
    assert browser.get(answer["Location"]).status_code == 422
