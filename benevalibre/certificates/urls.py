"""The addresses of what one can show elsewhere."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.certificates.views import cec

app_name = "certificates"

HERE = "associations/<int:association_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("engagement-citoyen/", cec.cec_mine, name="cec_mine"),
    path("engagement-citoyen/releve.pdf", cec.cec_mine_pdf, name="cec_mine_pdf"),
    path(f"{HERE}cec/", cec.cec_list, name="cec_list"),
    path(f"{HERE}cec/liste.pdf", cec.cec_list_pdf, name="cec_list_pdf"),
    path(f"{HERE}cec/liste.xlsx", cec.cec_list_xlsx, name="cec_list_xlsx"),
    path(f"{HERE}cec/<int:member_id>/", cec.cec_person, name="cec_person"),
    path(f"{HERE}cec/activites/<int:action_id>/", cec.cec_function, name="cec_function"),
]
