"""Who you are: an account, known by its address."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.instance.models import Instance
from benevalibre.namekeys import NameKeyField, sort_key


class Theme(models.TextChoices):
    AUTO = "auto", _("Automatique")
    LIGHT = "light", _("Clair")
    DARK = "dark", _("Sombre")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password it signs in by code only.

        The sign-in library looks addresses up in lower case, so they are kept so.
        """
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def seen(self, pk: int) -> None:
        """Write that somebody uses that account today; a warning for disuse falls with it."""
        self.filter(pk=pk).update(seen_on=timezone.localdate(), idle_warned_on=None)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account. ``is_host`` opens the host's pages and gives no right in any association."""

    email = models.EmailField(_("adresse mail"), max_length=254, unique=True)
    email_key = NameKeyField(source="email", unique=True)
    first_name = models.CharField(_("prénom"), max_length=30, blank=True)
    last_name = models.CharField(_("nom"), max_length=50, blank=True)
    pseudonym = models.CharField(_("pseudonyme"), max_length=30, blank=True)
    sort_key = models.CharField(max_length=150, editable=False, blank=True)
    avatar = models.ImageField(_("photo"), upload_to="avatars/", blank=True)
    theme = models.CharField(_("thème"), max_length=5, choices=Theme, default=Theme.AUTO)
    language = models.CharField(_("langue"), max_length=5, blank=True)
    is_host = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField(default=timezone.localdate)
    idle_warned_on = models.DateField(null=True)
    terms_accepted = models.PositiveIntegerField(default=0)
    terms_accepted_at = models.DateTimeField(null=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(first_name="", last_name="", pseudonym="") | Q(is_active=False),
                name="someone_has_a_name",
                violation_error_message=_("Indiquez un prénom, un nom ou un pseudonyme."),
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys beside the name and the address that they come from."""
        self.sort_key = self.sorting_key()
        fields = kwargs.get("update_fields")
        if fields is not None and {"first_name", "last_name", "pseudonym"} & set(fields):
            kwargs["update_fields"] = {*fields, "sort_key"}
        elif fields is not None and "email" in fields:
            kwargs["update_fields"] = {*fields, "email_key"}
        super().save(*args, **kwargs)

    def change_profile(
        self,
        *,
        first_name: str,
        last_name: str,
        pseudonym: str,
        theme: str,
        language: str,
        avatar: "ContentFile[bytes] | bool | None" = None,
    ) -> None:
        """Write what someone says of themselves.

        ``avatar``: a cleaned picture, False to remove the present one, None to keep it. The former
        file is deleted once the new name is committed.
        """
        self.first_name, self.last_name, self.pseudonym = first_name, last_name, pseudonym
        self.theme, self.language = theme, language
        columns = ["first_name", "last_name", "pseudonym", "theme", "language"]
        former = self.avatar.name
        with transaction.atomic():
            if avatar is not None:
                self.avatar = avatar or ""
                columns.append("avatar")
                if former:
                    storage = self.avatar.storage
                    transaction.on_commit(lambda: storage.delete(former))
            self.save(update_fields=columns)

    def has_terms_to_accept(self, instance: Instance) -> bool:
        """Are there terms in force that this person has not accepted yet?"""
        return instance.has_terms and self.terms_accepted < instance.terms_version

    def accept_terms(self, version: int) -> None:
        """Write that the terms of that version are accepted, and when; never an older one."""
        now = timezone.now()
        older = User.objects.filter(pk=self.pk, terms_accepted__lt=version)
        if older.update(terms_accepted=version, terms_accepted_at=now):
            self.terms_accepted, self.terms_accepted_at = version, now

    def sorting_key(self) -> str:
        """The name as people sort it: last name first, without accents."""
        return sort_key(f"{self.last_name} {self.first_name} {self.pseudonym}")[:150]

    @property
    def display_name(self) -> str:
        """« Prénom Nom (pseudo) », with what there is of it."""
        full = f"{self.first_name} {self.last_name}".strip()
        if full and self.pseudonym:
            return f"{full} ({self.pseudonym})"
        return full or self.pseudonym

    @property
    def short_name(self) -> str:
        """What to call someone: first name, else pseudonym, else last name."""
        return self.first_name or self.pseudonym or self.last_name

    @property
    def initials(self) -> str:
        """One or two capital letters."""
        words = [word for word in (self.first_name, self.last_name) if word] or [self.pseudonym]
        return "".join(word[0] for word in words if word).upper()

    @property
    def actor_ids(self) -> tuple[int | None, int | None]:
        return self.pk, None
