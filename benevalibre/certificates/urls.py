"""The addresses of what one can show elsewhere."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.certificates.views import (
    asked,
    badges,
    batch,
    cec,
    checking,
    conditions,
    confirming,
    issued,
    letterhead,
    missions,
    own,
)

app_name = "certificates"

HERE = "associations/<int:association_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("engagement-citoyen/", cec.cec_mine, name="cec_mine"),
    path("engagement-citoyen/releve.pdf", cec.cec_mine_pdf, name="cec_mine_pdf"),
    path(f"{HERE}cec/", cec.cec_list, name="cec_list"),
    path(f"{HERE}cec/conditions/", conditions.cec_conditions, name="cec_conditions"),
    path(f"{HERE}cec/liste.pdf", cec.cec_list_pdf, name="cec_list_pdf"),
    path(f"{HERE}cec/liste.xlsx", cec.cec_list_xlsx, name="cec_list_xlsx"),
    path(f"{HERE}cec/<int:member_id>/", cec.cec_person, name="cec_person"),
    path("attestations/", own.certificates_mine, name="mine"),
    path("attestations/demande/", own.certificate_request, name="ask"),
    path(
        "attestations/demandes/<int:request_id>/retrait/",
        own.request_withdrawal,
        name="request_withdrawal",
    ),
    path("attestations/<int:certificate_id>.pdf", own.certificate_mine_pdf, name="mine_pdf"),
    path("attestations/<int:certificate_id>/badge/", badges.badge_mine, name="badge"),
    path(
        "attestations/<int:certificate_id>/badge.<str:kind>",
        badges.badge_mine_file,
        name="badge_mine_file",
    ),
    path("badges/revocations/<int:number>/", badges.revocation_list, name="revocations"),
    path("fiches-mission/nouvelle/", missions.mission_create, name="mission_create"),
    path("fiches-mission/<int:sheet_id>/", missions.mission_edit, name="mission_edit"),
    path(
        "fiches-mission/<int:sheet_id>/retrait/",
        missions.mission_withdrawal,
        name="mission_withdrawal",
    ),
    path(
        "fiches-mission/<int:sheet_id>/suppression/",
        missions.mission_delete,
        name="mission_delete",
    ),
    path("verifier/", checking.check, name="check"),
    path("verifier/<str:code>/", checking.checked, name="checked"),
    path(f"{HERE}attestations/", issued.certificate_list, name="list"),
    path(f"{HERE}attestations/nouvelles/", issued.certificate_create, name="create"),
    path(f"{HERE}attestations/en-cours/", batch.certificates_issuing, name="issuing"),
    path(f"{HERE}attestations/lot-<int:certificate_id>/", batch.certificate_batch, name="batch"),
    path(
        f"{HERE}attestations/lot-<int:certificate_id>.zip",
        batch.certificate_batch_file,
        name="batch_file",
    ),
    path(f"{HERE}attestations/en-tete/", letterhead.letterhead_edit, name="letterhead"),
    path(f"{HERE}attestations/<int:certificate_id>/", issued.certificate_detail, name="detail"),
    path(f"{HERE}attestations/<int:certificate_id>.pdf", issued.certificate_paper, name="pdf"),
    path(
        f"{HERE}attestations/<int:certificate_id>/badge.<str:kind>",
        badges.badge_file,
        name="badge_file",
    ),
    path(
        f"{HERE}attestations/<int:certificate_id>/revocation/",
        issued.certificate_revocation,
        name="revocation",
    ),
    path(f"{HERE}attestations/demandes/<int:request_id>/", asked.request_detail, name="request"),
    path(
        f"{HERE}attestations/demandes/<int:request_id>/etablissement/",
        asked.request_issue,
        name="request_issue",
    ),
    path(
        f"{HERE}attestations/demandes/<int:request_id>/refus/",
        asked.request_refusal,
        name="request_refusal",
    ),
    path(f"{HERE}fiches-mission/<int:sheet_id>/", confirming.mission_detail, name="mission"),
    path(
        f"{HERE}fiches-mission/<int:sheet_id>/confirmation/",
        confirming.mission_confirmation,
        name="mission_confirmation",
    ),
    path(
        f"{HERE}fiches-mission/<int:sheet_id>/renvoi/",
        confirming.mission_return,
        name="mission_return",
    ),
    path(
        f"{HERE}fiches-mission/<int:sheet_id>/refus/",
        confirming.mission_refusal,
        name="mission_refusal",
    ),
    path(f"{HERE}cec/activites/<int:action_id>/", cec.cec_function, name="cec_function"),
]
