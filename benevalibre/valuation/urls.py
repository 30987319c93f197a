"""The addresses of rates and closed years."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.valuation.views import (
    gifts,
    plans,
    rates,
    smic,
    statements,
    travel,
    waivers,
)

app_name = "valuation"

HERE = "associations/<int:association_id>/"
OWN, TEAM = f"{HERE}mes-frais/", f"{HERE}frais/"
PERSON = f"{TEAM}personnes/<int:member_id>/"
WAIVER = f"{TEAM}renonciations/<int:waiver_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{HERE}taux/", rates.rate_list, name="rate_list"),
    path(f"{HERE}taux/ajout/", rates.rate_create, name="rate_create"),
    path(f"{HERE}taux/<int:rate_id>/", rates.rate_edit, name="rate_edit"),
    path(f"{HERE}taux/<int:rate_id>/suppression/", rates.rate_deletion, name="rate_deletion"),
    path(f"{HERE}etats/", statements.statement_list, name="statement_list"),
    path(f"{HERE}exercices/<int:year_id>/cloture/", statements.year_closing, name="year_closing"),
    path(
        f"{HERE}exercices/<int:year_id>/reouverture/",
        statements.year_reopening,
        name="year_reopening",
    ),
    path(f"{HERE}etats/<int:number>/", statements.statement_detail, name="statement_detail"),
    path(f"{HERE}etats/<int:number>/etat.pdf", statements.statement_pdf, name="statement_pdf"),
    path(f"{HERE}etats/<int:number>/fichier/", statements.statement_file, name="statement_file"),
    path(f"{HERE}exercices/<int:year_id>/dons/", gifts.gift_list, name="gift_list"),
    path(f"{HERE}exercices/<int:year_id>/dons/ajout/", gifts.gift_create, name="gift_create"),
    path(f"{HERE}dons/<int:gift_id>/", gifts.gift_edit, name="gift_edit"),
    path(f"{HERE}dons/<int:gift_id>/suppression/", gifts.gift_deletion, name="gift_deletion"),
    path(f"{HERE}dons/<int:gift_id>/justificatif/", gifts.gift_evidence, name="gift_evidence"),
    path(f"{HERE}prevu/", plans.plan_list, name="plan_list"),
    path(f"{HERE}exercices/<int:year_id>/prevu/", plans.plan_detail, name="plan_detail"),
    path(f"{HERE}exercices/<int:year_id>/prevu/heures/", plans.plan_edit, name="plan_edit"),
    path(f"{HERE}exercices/<int:year_id>/prevu/fichier/", plans.plan_file, name="plan_file"),
    path(f"{HERE}exercices/<int:year_id>/budget/", plans.plan_budget, name="plan_budget"),
    path(OWN, travel.travel_mine, name="travel_mine"),
    path(f"{OWN}<int:year>/", travel.travel_year, name="travel_year"),
    path(f"{PERSON}vehicule/", travel.vehicle_create, name="vehicle_create"),
    path(f"{PERSON}vehicule/<int:vehicle_id>/", travel.vehicle_edit, name="vehicle_edit"),
    path(
        f"{PERSON}vehicule/<int:vehicle_id>/suppression/",
        travel.vehicle_deletion,
        name="vehicle_deletion",
    ),
    path(f"{PERSON}<int:year>/renonciation/", travel.waiver_create, name="waiver_create"),
    path(f"{WAIVER}retrait/", travel.waiver_withdrawal, name="waiver_withdrawal"),
    path(f"{WAIVER}declaration.pdf", travel.waiver_paper, name="waiver_paper"),
    path(TEAM, waivers.travel_list, name="travel_list"),
    path(f"{TEAM}<int:year>/", waivers.travel_list_year, name="travel_list_year"),
    path(f"{TEAM}<int:year>/fichier/", waivers.travel_file, name="travel_file"),
    path(
        f"{TEAM}<int:year>/personnes/<int:member_id>/", travel.travel_person, name="travel_person"
    ),
    path(WAIVER, waivers.waiver_detail, name="waiver_detail"),
    path(f"{WAIVER}acceptation/", waivers.waiver_acceptance, name="waiver_acceptance"),
    path(f"{WAIVER}refus/", waivers.waiver_refusal, name="waiver_refusal"),
    path(f"{WAIVER}adresse/", waivers.waiver_address, name="waiver_address"),
    path(f"{WAIVER}projet-de-recu.pdf", waivers.receipt_draft, name="receipt_draft"),
    path(f"{TEAM}recus/", waivers.receipt_issuer, name="receipt_issuer"),
    path("hebergement/smic/", smic.smic_list, name="smic_list"),
]
