"""How forms are drawn: one template a field, one a form, our own widgets."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws ``{{ form }}`` and ``{{ form.field.as_field_group }}`` for the whole application."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
