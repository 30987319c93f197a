from django.urls import URLPattern, URLResolver, path

from benevalibre.ui import views

app_name = "ui"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.style_guide, name="style_guide"),
]
