"""An account for somebody whose mailbox is proved already: by the secret of an invitation."""

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance


@transaction.atomic
def make_account(*, email: str, first_name: str, last_name: str) -> User:
    """A new account, its address confirmed, its password unusable: it signs in by code.

    The caller asked for the terms, where the instance has some. ``IntegrityError`` where the
    address has an account.
    """
    instance = Instance.current()
    user = User.objects.create_user(
        email,
        first_name=first_name,
        last_name=last_name,
        terms_accepted=instance.terms_version if instance.has_terms else 0,
        terms_accepted_at=timezone.now() if instance.has_terms else None,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def open_session(request: HttpRequest, user: User) -> None:
    """Sign in who was just given an account by ``make_account``, and nobody else."""
    perform_login(request, user)
