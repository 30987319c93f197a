"""The host's pages."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.hosting.views import (
    accounts,
    announcements,
    appointments,
    associations,
    home,
    mails,
    reading,
    statistics,
    terms,
    words,
)

app_name = "hosting"
ASSOCIATION = "associations/<int:association_id>/"
ACCOUNT = "comptes/<int:user_id>/"
ANNOUNCEMENT = "annonces/<int:announcement_id>/"
WORDS = "vocabulaire/<slug:kind>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.host_home, name="home"),
    path("reglages/", home.settings_edit, name="settings"),
    path("associations/", associations.association_list, name="association_list"),
    path(ASSOCIATION, associations.association_detail, name="association_detail"),
    path(f"{ASSOCIATION}accord/", associations.admission, name="association_admission"),
    path(f"{ASSOCIATION}refus/", associations.refusal, name="association_refusal"),
    path(f"{ASSOCIATION}archivage/", associations.archiving, name="association_archiving"),
    path(f"{ASSOCIATION}reouverture/", associations.reopening, name="association_reopening"),
    path(f"{ASSOCIATION}responsable/", appointments.appointment, name="association_appointment"),
    path(
        f"{ASSOCIATION}responsable/annulation/",
        appointments.appointment_cancellation,
        name="association_appointment_cancellation",
    ),
    path("comptes/", accounts.account_list, name="account_list"),
    path(ACCOUNT, accounts.account_detail, name="account_detail"),
    path(f"{ACCOUNT}desactivation/", accounts.suspension, name="account_suspension"),
    path(f"{ACCOUNT}reactivation/", accounts.restoration, name="account_restoration"),
    path(f"{ACCOUNT}aide/", accounts.sign_in_help, name="account_help"),
    path(f"{ACCOUNT}hebergement/", accounts.entrusting, name="account_entrusting"),
    path(f"{ACCOUNT}hebergement/retrait/", accounts.dismissal, name="account_dismissal"),
    path("annonces/", announcements.announcement_list, name="announcement_list"),
    path("annonces/nouvelle/", announcements.announcement_create, name="announcement_create"),
    path(ANNOUNCEMENT, announcements.announcement_edit, name="announcement_edit"),
    path(
        f"{ANNOUNCEMENT}suppression/",
        announcements.announcement_deletion,
        name="announcement_deletion",
    ),
    path("statistiques/", statistics.statistics, name="statistics"),
    path(
        "statistiques/<slug:table>/<slug:code>/",
        statistics.statistics_file,
        name="statistics_file",
    ),
    path("vocabulaire/", words.first_list, name="word_first"),
    path(WORDS, words.word_list, name="word_list"),
    path(f"{WORDS}ajout/", words.word_create, name="word_create"),
    path(f"{WORDS}<int:word_id>/", words.word_edit, name="word_edit"),
    path(f"{WORDS}<int:word_id>/suppression/", words.word_deletion, name="word_deletion"),
    path(f"{WORDS}<int:word_id>/archivage/", words.word_archiving, name="word_archiving"),
    path(f"{WORDS}<int:word_id>/rang/", words.word_rank, name="word_rank"),
    path("conditions/", terms.terms, name="terms"),
    path("sous-traitance/", terms.processing_agreement, name="processing_agreement"),
    path("mails/", mails.mail_list, name="mail_list"),
    path("mails/essai/", mails.mail_trial, name="mail_trial"),
    path("mails/<int:mail_id>/", mails.mail_detail, name="mail_detail"),
    path("mails/<int:mail_id>/envoi/", mails.mail_resending, name="mail_resending"),
    path("sante/", reading.health, name="health"),
    path("journal/", reading.journal, name="journal"),
]
