"""The front door: welcome, one's home, and what machines ask."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from benevalibre.accounts.access import PublicRequest, public
from benevalibre.accounts.models import User
from benevalibre.actions.access import OwnRequest
from benevalibre.associations.access import guest_of
from benevalibre.home.announcing import dismiss
from benevalibre.home.files import open_media
from benevalibre.home.footing import version
from benevalibre.home.greeting import guest_home, own_home
from benevalibre.home.readiness import problem
from benevalibre.instance.models import Instance, Opening


@require_safe
@public
def home(request: OwnRequest) -> HttpResponse:
    """Welcome for a visitor; for the others what they gave, and the express entry."""
    guest = guest_of(request)
    if guest is not None:
        request.membership = guest
        return render(request, "home/home.html", guest_home(guest))
    if isinstance(request.user, User) or request.user.is_authenticated:
        return render(request, "home/home.html", own_home(request.user))
    may_sign_up = Instance.current().sign_up == Opening.OPEN
    return render(request, "home/welcome.html", {"may_sign_up": may_sign_up})


@require_safe
@public
def about(request: PublicRequest) -> HttpResponse:
    """The program: version, licence, and where its source is (AGPL, section 13)."""
    context = {
        "instance": Instance.current(),
        "version": version(),
        "source_url": settings.SOURCE_URL,
    }
    return render(request, "home/about.html", context)


@require_safe
@public
def accessibility(request: PublicRequest) -> HttpResponse:
    """The statement that the RGAA asks for."""
    return render(request, "home/accessibility.html", {"instance": Instance.current()})


@require_safe
@public
def help_page(request: PublicRequest) -> HttpResponse:
    """What people ask most."""
    return render(request, "home/help.html", {"instance": Instance.current()})


@require_POST
@public
def announcement_dismissal(request: PublicRequest, announcement_id: int) -> HttpResponseBase:
    """Hide one announcement from whoever asks, and go back to where they were."""
    dismiss(request, announcement_id)
    back = request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if allowed else "home:home")


@require_safe
@public
def media(request: PublicRequest, path: str) -> HttpResponseBase:
    """A picture or a text that somebody sent; nothing else of the media folder."""
    return open_media(path)


@require_safe
@public
@cache_control(max_age=3600)
def manifest(request: PublicRequest) -> JsonResponse:
    """What a phone needs to put the application on its home screen."""
    name = Instance.current().name
    icons = [
        {"src": static("ui/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("ui/touch-icon.png"), "sizes": "180x180", "type": "image/png"},
    ]
    described = {
        "name": name,
        "short_name": name[:12],
        "description": _("Le temps donné aux associations, noté en quelques secondes."),
        "lang": "fr",
        "start_url": reverse("home:home"),
        "scope": reverse("home:home"),
        "display": "standalone",
        "background_color": "#faf7f2",
        "theme_color": "#0a665c",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
@public
def health(request: PublicRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@public
def ready(request: PublicRequest) -> HttpResponse:
    """The database answers and has its tables; 503 with what is missing otherwise."""
    missing = problem()
    status = 503 if missing else 200
    return HttpResponse(missing or "ok", content_type="text/plain", status=status)


@require_safe
@public
def old_association(request: PublicRequest, association_id: int) -> HttpResponseBase:
    """Where an association's page was in Bénévalibre 2.0."""
    return redirect("associations:detail", association_id, permanent=True)


@require_safe
@public
def old_page(request: PublicRequest) -> HttpResponseBase:
    """Pages of Bénévalibre 2.0 that the home page replaces."""
    return redirect("home:home", permanent=True)
