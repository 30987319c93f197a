"""The pages of an account, under ``/compte/``."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.accounts.views import entering, mail, profile, terms

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", profile.profile, name="profile"),
    path("connexion/", entering.sign_in, name="sign_in"),
    path("connexion/demo/", entering.demo_sign_in, name="demo_sign_in"),
    path("inscription/", entering.sign_up, name="sign_up"),
    path("deconnexion/", entering.sign_out, name="sign_out"),
    path("conditions/", terms.terms, name="terms"),
    path("conditions/accord/", terms.terms_acceptance, name="terms_acceptance"),
    path("mot-de-passe/", profile.password, name="password"),
    path("sessions/", profile.session_list, name="session_list"),
    path("sessions/autres/", profile.session_end_others, name="session_end_others"),
    path("sessions/<int:session_id>/", profile.session_end, name="session_end"),
    path("mails/", mail.mail_preferences, name="mail_preferences"),
    path("mails/<str:token>/", mail.opt_out, name="opt_out"),
]
