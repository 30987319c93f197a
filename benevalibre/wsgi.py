"""The web server's entry."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benevalibre.settings")


def under(prefix: str, inner: WSGIApplication) -> WSGIApplication:
    """``inner`` under the sub-path ``prefix``, whether or not a proxy has taken it off already."""

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(f"{prefix}/"):
            environ = {**environ, "PATH_INFO": path.removeprefix(prefix)}
        return inner(environ, start_response)

    return outer if prefix else inner


application = under(settings.FORCE_SCRIPT_NAME or "", get_wsgi_application())
