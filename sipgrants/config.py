"""Settings of an installation: from SIPGRANTS_* variables, checked when the application starts.

Settings of the programme, a round or an agreement are data, not configuration.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

_HERE = Path(__file__).resolve().parent
ROOT = _HERE / "_data" if (_HERE / "_data").is_dir() else _HERE.parent  # a wheel carries the folders inside
LOCALES = ("en", "fr", "es", "ru", "zh", "ar")  # in which a round and its forms may be written


class Misconfigured(Exception):
    """A setting is missing or does not make sense; the text says which and what to do."""


def spoken() -> tuple[str, ...]:
    """Return the languages the pages are written in: English, and those with a catalogue in translations/."""
    catalogues = ROOT / "translations"
    return ("en", *(code for code in LOCALES if (catalogues / code / "LC_MESSAGES/messages.po").exists()))


@dataclass(frozen=True)
class Config:
    """Everything an installation may set."""

    instance: Path
    database_url: str
    files_url: str
    queue_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    mail_url: str = "outbox:"
    mail_from: str = "sip@localhost"
    office_address: str = "11-13, chemin des Anémones; 1219 Châtelaine, Geneva, Switzerland"
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    limits_url: str = "memory://"
    clamav_url: str = ""
    demo: bool = False
    production: bool = False
    trusted_proxies: int = 0
    argon2_memory_kib: int = 65536
    argon2_rounds: int = 3
    session_hours: int = 12
    idle_minutes: int = 60
    locales: tuple[str, ...] = field(default_factory=spoken)

    @property
    def secure_cookies(self) -> bool:
        """Tell whether cookies travel over TLS only."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Return the configuration; Misconfigured where a value does not make sense."""
    env = os.environ if environ is None else environ
    instance = Path(env.get("SIPGRANTS_INSTANCE", ROOT / "instance")).resolve()
    production = _flag(env, "SIPGRANTS_PRODUCTION")
    config = Config(
        instance=instance,
        database_url=env.get("SIPGRANTS_DATABASE_URL", f"sqlite:///{instance / 'sipgrants.sqlite'}"),
        files_url=env.get("SIPGRANTS_FILES_URL", f"file://{instance / 'files'}"),
        queue_url=env.get("SIPGRANTS_QUEUE_URL", f"sqlite:///{instance / 'queue.sqlite'}"),
        secret_key=env.get("SIPGRANTS_SECRET_KEY", ""),
        base_url=env.get("SIPGRANTS_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        mail_url=env.get("SIPGRANTS_MAIL_URL", "outbox:"),
        mail_from=env.get("SIPGRANTS_MAIL_FROM", "sip@localhost"),
        office_address=env.get("SIPGRANTS_OFFICE_ADDRESS", Config.office_address),
        secret_key_fallbacks=tuple(env.get("SIPGRANTS_SECRET_KEY_FALLBACKS", "").split()),
        limits_url=env.get("SIPGRANTS_LIMITS_URL", "memory://"),
        clamav_url=env.get("SIPGRANTS_CLAMAV_URL", "").strip(),
        demo=_flag(env, "SIPGRANTS_DEMO"),
        production=production,
        trusted_proxies=_number(env, "SIPGRANTS_TRUSTED_PROXIES", 0),
        argon2_memory_kib=_number(env, "SIPGRANTS_ARGON2_MEMORY_KIB", 65536),
        argon2_rounds=_number(env, "SIPGRANTS_ARGON2_ROUNDS", 3),
        session_hours=_number(env, "SIPGRANTS_SESSION_HOURS", 12),
        idle_minutes=_number(env, "SIPGRANTS_IDLE_MINUTES", 60),
    )
    _check(config)
    return config if config.secret_key else _with_kept_secret(config)


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise Misconfigured(f"{name} is {value!r}: write 1 or 0")
    return value in ("1", "yes", "true")


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal():
        raise Misconfigured(f"{name} is {value!r}: write a whole number")
    return int(value)


def _check(config: Config) -> None:
    if config.production and len(config.secret_key) < 32:
        raise Misconfigured("production needs SIPGRANTS_SECRET_KEY with at least 32 characters")
    if config.production and config.demo:
        raise Misconfigured("the demonstration does not run in production: unset SIPGRANTS_DEMO")
    if config.production and not config.base_url.startswith("https://"):
        raise Misconfigured("production needs SIPGRANTS_BASE_URL, an https:// address")
    if config.production and config.mail_url == "outbox:":
        raise Misconfigured("production needs SIPGRANTS_MAIL_URL, for example smtp://user:password@host:587")
    if config.clamav_url and not _is_clamav(config.clamav_url):
        raise Misconfigured("SIPGRANTS_CLAMAV_URL is tcp://host:port or unix:///path of the ClamAV daemon")
    if not config.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise Misconfigured("SIPGRANTS_DATABASE_URL begins with sqlite:/// or postgresql+psycopg://")


def _is_clamav(url: str) -> bool:
    found = re.fullmatch(r"tcp://(?:\[[0-9A-Fa-f:]+\]|[\w.-]+):(?P<port>\d{1,5})|unix:///.+", url)
    return found is not None and 0 < int(found["port"] or 1) < 65536


def _with_kept_secret(config: Config) -> Config:
    """Outside production a secret is made once and kept in the instance folder."""
    config.instance.mkdir(parents=True, exist_ok=True)
    kept = config.instance / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return replace(config, secret_key=kept.read_text().strip())
