"""The addresses of rates and closed years."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.valuation.views import rates, smic

app_name = "valuation"

HERE = "associations/<int:association_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{HERE}taux/", rates.rate_list, name="rate_list"),
    path(f"{HERE}taux/ajout/", rates.rate_create, name="rate_create"),
    path(f"{HERE}taux/<int:rate_id>/", rates.rate_edit, name="rate_edit"),
    path(f"{HERE}taux/<int:rate_id>/suppression/", rates.rate_deletion, name="rate_deletion"),
    path("hebergement/smic/", smic.smic_list, name="smic_list"),
]
