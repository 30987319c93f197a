"""The files of an instance that is backed up."""

FILE_CONTENTS = {
    "media/logos/velo.webp": b"RIFF\x00",
    "media/avatars/é è.webp": b"",
    "templates/home/welcome.html": b"Bonjour",
    "overrides/logo.svg": b"<svg/>",
    "secrets/secret_key": b"of the other instance",
}
