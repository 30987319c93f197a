"""What the host's acts say in the journals: the hosts' own, and those of associations."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.associations import telling
from benevalibre.associations.models import (
    ActivityField,
    ActivityFieldGroup,
    Association,
    DefaultCategory,
    DefaultLevel,
    DefaultRole,
)
from benevalibre.instance.models import Announcement
from benevalibre.mailing.models import Mail

SENTENCES: Final = {
    "association.admitted": _("%(who)s, qui héberge le site, a accepté «\u00a0%(what)s\u00a0»."),
    "association.declined": _(
        "%(who)s, qui héberge le site, n’a pas accepté «\u00a0%(what)s\u00a0»."
    ),
    "association.archived": _("%(who)s, qui héberge le site, a archivé «\u00a0%(what)s\u00a0»."),
    "association.reopened": _("%(who)s, qui héberge le site, a rouvert «\u00a0%(what)s\u00a0»."),
    "appointment.name": _(
        "%(who)s, qui héberge le site, a désigné %(what)s comme responsable, dans trois jours."
    ),
    "appointment.cancel": _("%(who)s, qui héberge le site, a annulé la désignation de %(what)s."),
    "appointment.done": _("%(what)s est responsable, sur désignation de l’hébergeur du site."),
    "appointment.void": _("La désignation de %(what)s n’a plus lieu d’être."),
    "appointment.name_host": _(
        "%(who)s a désigné une personne responsable pour «\u00a0%(what)s\u00a0», dans trois jours."
    ),
    "appointment.cancel_host": _(
        "%(who)s a annulé la désignation d’une personne responsable pour «\u00a0%(what)s\u00a0»."
    ),
    "appointment.done_host": _(
        "La personne désignée par %(who)s est responsable de «\u00a0%(what)s\u00a0»."
    ),
    "appointment.void_host": _(
        "La désignation faite par %(who)s pour «\u00a0%(what)s\u00a0» n’a plus lieu d’être."
    ),
    "account.suspend": _("%(who)s a désactivé le compte de %(what)s."),
    "account.restore": _("%(who)s a réactivé le compte de %(what)s."),
    "account.help": _("%(who)s a écrit à %(what)s comment se connecter."),
    "account.entrust": _("%(who)s a confié l’hébergement à %(what)s."),
    "account.dismiss": _("%(who)s a retiré l’hébergement à %(what)s."),
    "announcement.create": _("%(who)s a écrit l’annonce «\u00a0%(what)s\u00a0»."),
    "announcement.change": _("%(who)s a modifié l’annonce «\u00a0%(what)s\u00a0»."),
    "announcement.delete": _("%(who)s a supprimé une annonce."),
    "word.create": _("%(who)s a ajouté «\u00a0%(what)s\u00a0» au vocabulaire du site."),
    "word.change": _("%(who)s a modifié «\u00a0%(what)s\u00a0» dans le vocabulaire du site."),
    "word.delete": _("%(who)s a supprimé un élément du vocabulaire du site."),
    "word.archive": _("%(who)s a archivé «\u00a0%(what)s\u00a0» dans le vocabulaire du site."),
    "word.unarchive": _("%(who)s propose de nouveau «\u00a0%(what)s\u00a0» aux associations."),
    "word.rise": _("%(who)s a monté «\u00a0%(what)s\u00a0» dans sa liste."),
    "instance.change": _("%(who)s a changé les réglages du site."),
    "mail.send_again": _("%(who)s a envoyé de nouveau un mail."),
    "mail.trial": _("%(who)s s’est envoyé un mail d’essai."),
}
LABELS: Final = {
    "state": _("État"),
    "sign_up": _("Qui peut créer un compte"),
    "association_creation": _("Création d’associations"),
    "single_association_id": _("Une seule association"),
    "contact": _("Adresse de contact"),
    "idle_warning_months": _("Écrire à qui ne se sert plus de son compte"),
    "idle_erasing_months": _("Supprimer les comptes délaissés"),
    "terms_text": _("Texte des conditions"),
    "terms_file": _("Conditions en PDF"),
    "title": _("Titre"),
    "text": _("Texte"),
    "audience": _("Pour qui"),
    "published_at": _("Début"),
    "group": _("Groupe"),
    "is_default": _("Donné à qui arrive"),
}


def teach_journal() -> None:
    """Let the journals' pages tell what hosts do."""
    telling.tell_also(
        sentences=SENTENCES,
        labels=LABELS,
        rows={
            "associations.association": Association.objects.all,
            "accounts.user": User.objects.all,
            "instance.announcement": Announcement.objects.all,
            "mailing.mail": Mail.objects.all,
            "associations.defaultcategory": DefaultCategory.objects.all,
            "associations.defaultlevel": DefaultLevel.objects.all,
            "associations.defaultrole": DefaultRole.objects.all,
            "associations.activityfield": ActivityField.objects.all,
            "associations.activityfieldgroup": ActivityFieldGroup.objects.all,
        },
        columns={"group": ActivityFieldGroup.objects.all},
    )
