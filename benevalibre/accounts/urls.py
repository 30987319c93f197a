from django.urls import URLPattern, URLResolver, path

from benevalibre.accounts.views import mail

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("courriels/<str:token>/", mail.opt_out, name="opt_out"),
]
