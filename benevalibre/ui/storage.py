"""Static files under names that change with their content, imports between scripts included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's, which also renames the modules that a script imports."""

    support_js_module_import_aggregation = True
