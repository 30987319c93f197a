"""The console command: `benevalibre`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command; a setting that cannot be read is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benevalibre.settings")
    try:
        execute_from_command_line(["benevalibre", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.exit(f"Réglage à revoir : {error}")


if __name__ == "__main__":
    main()
