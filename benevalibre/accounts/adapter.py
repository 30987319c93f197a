"""Our side of the sign-in library: our words, our mails through the outbox, our rules."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts import mails
from benevalibre.accounts.middleware import SEEN_KEY
from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance, Opening
from benevalibre.mailing.addresses import follow

INVITED_KEY = "invited_address"

SENTENCES = {
    "email_confirmed": _("Votre adresse est confirmée."),
    "email_confirmation_failed": _("Cette adresse sert déjà à un autre compte."),
    "password_changed": _("Votre mot de passe est enregistré."),
    "password_set": _("Votre mot de passe est enregistré."),
}


class Adapter(DefaultAccountAdapter):
    """Read by the library through ACCOUNT_ADAPTER."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("C’est déjà votre adresse."),
        "email_password_mismatch": _(
            "Cette adresse et ce mot de passe ne vont pas ensemble. Vous pouvez recevoir un code."
        ),
        "email_taken": _("Cette adresse sert déjà à un autre compte."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": _("Ce n’est pas le bon code. Vérifiez les six chiffres du dernier mail."),
        "rate_limited": _("Un instant\u00a0: attendez un peu avant de redemander un code."),
        "too_many_login_attempts": _("Trop d’essais. Attendez quelques minutes, puis recommencez."),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: every answer is a page."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be sent to ``url`` after signing in: a path of this site."""
        is_path = bool(url) and url.strip().startswith("/")
        return is_path and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted by, as our own proxies alone may write it."""
        try:
            return str(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):
            return "0.0.0.0"  # noqa: S104 - a socket without address, or fewer proxies than said

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may make an account now."""
        opening = Instance.current().sign_up
        return opening == Opening.OPEN or (
            opening == Opening.INVITED and INVITED_KEY in request.session
        )

    def only_address(self, request: HttpRequest) -> str:
        """The one address that may have a new account: the invited one, where that is the rule."""
        is_by_invitation = Instance.current().sign_up == Opening.INVITED
        return str(request.session.get(INVITED_KEY, "")) if is_by_invitation else ""

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        """Fill a new account from the sign-up form; the terms are kept with their version."""
        user.pseudonym = form.cleaned_data["pseudonym"]
        if form.cleaned_data.get("terms"):
            user.terms_accepted = Instance.current().terms_version
            user.terms_accepted_at = timezone.now()
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session; the library notes it in the list of sessions, we note when."""
        super().login(request, user)
        request.session[SEEN_KEY] = int(time.time())
        User.objects.seen(user.pk)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Make it the account's address; what was chosen about mails follows from the former."""
        former = email_address.user.email
        with transaction.atomic():
            is_confirmed: bool = super().confirm_email(request, email_address)
            if is_confirmed and former != email_address.email:
                follow(former, email_address.email)
        return is_confirmed

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Where one arrives once a new address is confirmed."""
        return reverse("accounts:profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the library's mail in the outbox, in our words."""
        mails.send(template_prefix.rpartition("/")[2], to=email, context=context)

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str = "", **options: Any
    ) -> None:
        """Say on the next page what ``SENTENCES`` has for it, and nothing for the rest.

        The first of ``args`` is the path of the library's template: the last part is its name.
        """
        template = args[0] if args else options.get("message_template", "")
        name = template.rpartition("/")[2].removesuffix(".txt")
        text = message or SENTENCES.get(name)
        if text:
            messages.add_message(request, level, str(text))
