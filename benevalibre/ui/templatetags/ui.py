"""The few tags that templates draw with: icons, avatars, the acts of a message."""

from zlib import crc32

from django import template
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from benevalibre.ui.flash import Act, acts_of

register = template.Library()

AVATAR_COLOURS = 8
HIDDEN_ICON = (
    '<svg class="icon" width="20" height="20" fill="none" stroke="currentColor"'
    ' aria-hidden="true"><use href="{address}#{name}"/></svg>'
)
SPOKEN_ICON = (
    '<svg class="icon" width="20" height="20" fill="none" stroke="currentColor"'
    ' role="img" aria-label="{label}"><use href="{address}#{name}"/></svg>'
)
PICTURE = '<img class="avatar {size}" src="{image}" alt="" width="40" height="40">'
INITIALS = '<span class="avatar avatar-{colour} {size}" aria-hidden="true">{letters}</span>'


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw a symbol of ``ui/icons.svg``; screen readers pass over it unless it has a ``label``."""
    drawing = SPOKEN_ICON if label else HIDDEN_ICON
    return format_html(drawing, address=static("ui/icons.svg"), name=name, label=label)


@register.simple_tag
def avatar(name: str, seed: int | None = None, image: str = "", size: str = "") -> SafeString:
    """Draw someone's picture (an address) or coloured initials, silent for screen readers.

    ``seed`` (a primary key) keeps one colour for one person whatever their name becomes.
    ``size`` adds classes: ``small``, ``large``, ``square`` for an association.
    """
    if image:
        return format_html(PICTURE, image=image, size=size)
    colour = (crc32(name.encode()) if seed is None else seed) % AVATAR_COLOURS
    return format_html(INITIALS, colour=colour, size=size, letters=initials(name))


def initials(name: str) -> str:
    """Give the capitals of the first and last word of ``name``; « ? » where it has no letter."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "?"


@register.filter
def acts(message: Message) -> list[Act]:
    """Give the acts that a flash message carries."""
    return acts_of(message)
