"""The pages that the sign-in library looks up by names of its own, under ``/compte/`` too."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.accounts.views import codes, entering, profile

urlpatterns: list[URLPattern | URLResolver] = [
    path("connexion/", entering.sign_in, name="account_login"),
    path("connexion/", entering.sign_in, name="account_request_login_code"),
    path("connexion/code/", codes.sign_in_code, name="account_confirm_login_code"),
    path("connexion/fermee/", entering.inactive, name="account_inactive"),
    path("inscription/", entering.sign_up, name="account_signup"),
    path("adresse/", profile.address, name="account_email"),
    path("adresse/code/", codes.address_code, name="account_email_verification_sent"),
    path("mot-de-passe/oublie/", entering.forgotten, name="account_reset_password"),
    path("mot-de-passe/code/", codes.reset_code, name="account_confirm_password_reset_code"),
    path("mot-de-passe/choisir/", codes.reset_password, name="account_complete_password_reset"),
]
