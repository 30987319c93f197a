from django.urls import URLPattern, URLResolver, path

from benevalibre.home import views

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path(
        "annonces/<int:announcement_id>/fermeture/",
        views.announcement_dismissal,
        name="announcement_dismissal",
    ),
    path("aide/", views.help_page, name="help"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("logiciel/", views.about, name="about"),
    path("media/<path:path>", views.media, name="media"),
    path("application.webmanifest", views.manifest, name="manifest"),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    path("association/<int:association_id>/", views.old_association, name="old_association"),
    path("board/", views.old_page, name="old_board"),
    path("docs/", views.old_page, name="old_docs"),
]
