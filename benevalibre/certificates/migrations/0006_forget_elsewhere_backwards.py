"""Going back, the certificates that archives told of: the version before would vouch for them."""

from typing import Any

from django.db import migrations


def forget(apps: Any, _editor: Any) -> None:
    """Delete them before the column that tells them from ours."""
    apps.get_model("certificates", "Certificate").objects.exclude(origin="").delete()


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_certificates_from_elsewhere")]

    operations = [migrations.RunPython(migrations.RunPython.noop, forget)]
