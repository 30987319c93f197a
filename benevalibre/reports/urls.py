"""What it adds up to."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.reports import views

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("associations/<int:association_id>/vue-d-ensemble/", views.overview, name="overview"),
]
