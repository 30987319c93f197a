"""The host's pages."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.hosting.views import home, mails

app_name = "hosting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.host_home, name="home"),
    path("courriels/", mails.mail_list, name="mail_list"),
    path("courriels/<int:mail_id>/", mails.mail_detail, name="mail_detail"),
    path("courriels/<int:mail_id>/envoi/", mails.mail_resending, name="mail_resending"),
]
