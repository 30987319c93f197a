"""Is what somebody brings really signed by the instance that it names, theirs, and still valid?

The key comes from the issuer’s did:web document, the revocation from a list that it signed, both
from its own host (MODEL §1, outside addresses). ``RuleError`` says in a sentence what is wrong.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from benevalibre import outside
from benevalibre.associations.writing import RuleError
from benevalibre.badges import claims, statuses, tokens, web
from benevalibre.badges.claims import Attested

SECONDS: Final = 8.0
"""For both questions together: somebody waits for the page."""
LEEWAY: Final = timedelta(minutes=5)
MOST_KEYS: Final = 50
LIST_TYPE: Final = "BitstringStatusListCredential"


class SilentError(RuleError):
    """The issuer does not answer as it should; it may later."""


class RevokedError(RuleError):
    """Its issuer says that it is worth nothing any more."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The instance that a badge names, asked within ``SECONDS`` in all."""

    did: str
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    @property
    def host(self) -> str:
        """Where it is."""
        return web.host_of(self.did)

    def keys(self) -> dict[str, str]:
        """The Ed25519 keys that its document vouches for, by identifier."""
        document = self.ask(web.document_url(self.did)).body
        if not isinstance(document, dict) or document.get("id") != self.did:
            raise self.silent()
        methods, vouched = document.get("verificationMethod"), document.get("assertionMethod")
        if not isinstance(methods, list) or not isinstance(vouched, list):
            raise self.silent()
        named = {each for each in vouched if isinstance(each, str)}
        found = filter(None, (self._key(each) for each in methods[:MOST_KEYS]))
        return {name: x for name, x in found if name in named}

    def _key(self, method: Any) -> tuple[str, str] | None:
        """The name and the public half of a key, where it is the issuer's and of our kind."""
        if not isinstance(method, dict) or method.get("controller") != self.did:
            return None
        name, jwk = method.get("id"), method.get("publicKeyJwk")
        if not isinstance(name, str) or not name.startswith(f"{self.did}#"):
            return None
        if not isinstance(jwk, dict) or (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
            return None
        return (name, jwk["x"]) if isinstance(jwk.get("x"), str) else None

    def ask(self, url: str) -> outside.Answer:
        """What it answers there; ``SilentError`` where that is nothing, or not « 200 »."""
        left = self.until - time.monotonic()
        try:
            if left <= 0:
                raise outside.UnreachableError("No time left.")
            answer = outside.call("GET", url, seconds=left)
        except outside.RefusedError as error:
            raise RuleError(
                _(
                    "L’attestation vient de « %(host)s », une adresse que ce site ne peut pas "
                    "appeler. Demandez une attestation sur papier à l’association."
                )
                % {"host": self.host}
            ) from error
        except outside.UnreachableError as error:
            raise self.silent() from error
        if answer.status != 200:
            raise self.silent()
        return answer

    def silent(self) -> SilentError:
        """What to say where it does not answer as it should."""
        return SilentError(
            _(
                "« %(host)s », d’où vient l’attestation, n’a pas répondu comme il faut. Rien n’est "
                "enregistré\u00a0: réessayez plus tard."
            )
            % {"host": self.host}
        )


def verify(text: str, *, addresses: Collection[str], now: datetime) -> Attested:
    """What the badge says, once it is proved; nobody is called before it could be accepted.

    ``addresses``: the confirmed ones of whoever brings it.
    """
    token, attested = _read(text)
    _check_dates(attested, now)
    if not attested.belongs_to(addresses):
        raise RuleError(
            _(
                "Cette attestation a été établie pour une autre adresse mail que celle de votre "
                "compte. Elle ne compte que pour la personne qui l’a reçue."
            )
        )
    _check_proof(token, attested, now)
    return attested


def verify_again(text: str, *, now: datetime) -> None:
    """Does its issuer still stand by it? ``RevokedError``, or ``RuleError`` where it cannot say."""
    token, attested = _read(text)
    _check_proof(token, attested, now)


def _read(text: str) -> tuple[tokens.Unverified, Attested]:
    unknown = _(
        "Ce n’est pas une attestation de bénévolat sous forme de badge numérique. Prenez le "
        "fichier que l’autre site vous a fait télécharger, sans le modifier."
    )
    try:
        token = tokens.read(text)
        attested = claims.read(token.claims)
        host = web.host_of(attested.issuer)
    except (tokens.BadTokenError, claims.BadClaimsError, web.BadIdentityError) as error:
        raise RuleError(unknown) from error
    if attested.issuer.lower() == web.own_did().lower():
        raise RuleError(
            _("Cette attestation vient de ce site\u00a0: ses heures comptent déjà pour vous ici.")
        )
    if not token.kid.startswith(f"{attested.issuer}#"):
        raise forged(host)
    if not claims.is_on(attested.status_list, host):
        raise forged(host)
    return token, attested


def forged(host: str) -> RuleError:
    """It is not what it says that it is."""
    return RuleError(
        _(
            "La signature ne vient pas de « %(host)s »\u00a0: l’attestation a été modifiée, ou ce "
            "n’est pas la bonne. Téléchargez-la de nouveau là-bas."
        )
        % {"host": host}
    )


def _check_dates(attested: Attested, now: datetime) -> None:
    if attested.issued_at > now + LEEWAY:
        raise RuleError(_("Cette attestation n’est pas encore valable\u00a0: réessayez plus tard."))
    if attested.expires_at is not None and attested.expires_at <= now - LEEWAY:
        raise RuleError(_("Cette attestation n’est plus valable\u00a0: demandez-en une nouvelle."))


def _check_proof(token: tokens.Unverified, attested: Attested, now: datetime) -> None:
    issuer = Issuer(attested.issuer)
    keys = issuer.keys()
    if token.kid not in keys:
        raise RevokedError(
            _("« %(host)s » ne reconnaît plus la clé qui a signé cette attestation.")
            % {"host": issuer.host}
        )
    if not tokens.is_signed_by(token.text, keys[token.kid]):
        raise forged(issuer.host)
    content = issuer.ask(attested.status_list).content
    try:
        is_revoked = _is_revoked(content, attested, keys, now)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise issuer.silent() from error
    if is_revoked:
        raise RevokedError(
            _("L’association a révoqué cette attestation\u00a0: elle ne vaut plus rien.")
        )


def _is_revoked(content: bytes, attested: Attested, keys: dict[str, str], now: datetime) -> bool:
    """The bit of a list that the issuer signed for today; ``ValueError`` where it is another."""
    signed = tokens.read(content.decode("ascii").strip())
    said = signed.claims
    subject = said["credentialSubject"]
    is_theirs = said["iss"] == attested.issuer and said["id"] == attested.status_list
    is_of_kind = LIST_TYPE in said["type"] and subject["statusPurpose"] == "revocation"
    starts = datetime.fromtimestamp(said["nbf"], UTC)
    ends = datetime.fromtimestamp(said["exp"], UTC)
    is_of_today = starts - LEEWAY <= now <= ends + LEEWAY
    if not (is_theirs and is_of_kind and is_of_today):
        raise ValueError("Another list.")
    if signed.kid not in keys or not tokens.is_signed_by(signed.text, keys[signed.kid]):
        raise ValueError("Not signed by the issuer.")
    return statuses.is_set(subject["encodedList"], attested.status_index)
