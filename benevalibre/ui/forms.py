"""A form with one field of each kind, for the style guide."""

from typing import Any

from django import forms

from benevalibre.ui import widgets


class SampleForm(forms.Form):
    """Takes anything; ``comment`` is refused when it is not empty, to show an error."""

    activity = forms.ChoiceField(
        label="Qu’avez-vous fait\u00a0?",
        choices=[("velo", "Atelier vélo"), ("perm", "Permanence"), ("bureau", "Bureau")],
        widget=widgets.ChipRadio,
        initial="velo",
    )
    duration = forms.CharField(
        label="Combien de temps\u00a0?",
        help_text="2h30, 45\u00a0min, 14h-16h30",
        widget=widgets.DurationInput,
        initial="2h30",
    )
    day = forms.DateField(label="Date", widget=widgets.DateInput, initial="2026-11-21")
    title = forms.CharField(label="Titre", required=False)
    place = forms.CharField(label="Lieu", help_text="Une rue, une salle, un quartier.")
    category = forms.ChoiceField(
        label="Catégorie",
        choices=[("", "Choisir…"), ("1", "Animation d’ateliers"), ("2", "Vie de l’association")],
        required=False,
    )
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput, initial="secret")
    comment = forms.CharField(label="Commentaire", widget=forms.Textarea, required=False)
    picture = forms.ImageField(label="Logo", widget=widgets.PictureInput, required=False)
    rule = forms.ChoiceField(
        label="Faut-il relire les heures\u00a0?",
        choices=[("no", "Non"), ("yes", "Oui")],
        widget=widgets.CardRadio(
            helps={
                "no": "Elles comptent dès qu’elles sont notées.",
                "yes": "Elles comptent une fois validées\u00a0; prévoyez un passage par semaine.",
            }
        ),
        initial="no",
    )
    moment = forms.ChoiceField(
        label="Quand prévenir l’équipe\u00a0?",
        choices=[("hour", "Au plus une fois par heure"), ("day", "Une fois par jour")],
        widget=forms.RadioSelect,
        initial="hour",
    )
    agreed = forms.BooleanField(
        label="J’accepte la charte", help_text="Elle tient en une page.", required=False
    )

    def clean_comment(self) -> Any:
        """Refuse a comment that is not empty."""
        if self.cleaned_data["comment"]:
            raise forms.ValidationError("Laissez ce champ vide pour l’instant.")
        return ""
