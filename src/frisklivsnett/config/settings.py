"""Django settings, read from the environment. Everything has a safe default except what production must choose.

FRISKLIVSNETT_MODE            ``production`` (default), ``demo`` or ``test``
FRISKLIVSNETT_DATABASE_URL    ``sqlite:///path`` or ``postgresql://user:password@host/name``
FRISKLIVSNETT_SECRET_KEY      required in production
FRISKLIVSNETT_OLD_SECRET_KEYS earlier keys with commas between: what they signed and encrypted is still read
FRISKLIVSNETT_HOSTS           comma-separated host names, required in production
FRISKLIVSNETT_PROXIES         how many proxies of yours a request passes, each adding to ``X-Forwarded-For`` (default 1
                              in production, else 0): who is asking is told by the outermost of them
FRISKLIVSNETT_SECOND_FACTOR   who must log in with two factors: roles with commas (``adviser``, ``lead``, ``colleague``,
                              ``reader``), or ``none`` (default ``adviser`` in production, else ``none``)
FRISKLIVSNETT_ENTRA_CLIENT_ID      Entra ID: our number there; without it Entra ID is not offered
FRISKLIVSNETT_ENTRA_CLIENT_SECRET  its secret
FRISKLIVSNETT_ENTRA_TENANTS        the tenants whose people may log in: ids with commas, required
FRISKLIVSNETT_ENTRA_STRONG         ``yes`` when the tenants demand two factors for this program, so that we need not ask
FRISKLIVSNETT_IDPORTEN_CLIENT_ID      ID-porten: our number there; without it ID-porten is not offered
FRISKLIVSNETT_IDPORTEN_CLIENT_SECRET  its secret, or instead of one:
FRISKLIVSNETT_IDPORTEN_KEY_FILE       file with the private key (PEM) that signs for us
FRISKLIVSNETT_IDPORTEN_KEY_ID         the key's id (``kid``) there
FRISKLIVSNETT_IDPORTEN_ACR            the level to ask for (default ``idporten-loa-substantial``)
FRISKLIVSNETT_IDPORTEN_ISSUER         default ``https://idporten.no``; for testing ``https://test.idporten.no``
FRISKLIVSNETT_ANSATTPORTEN_CLIENT_ID      Ansattporten: our number there; without it Ansattporten is not offered
FRISKLIVSNETT_ANSATTPORTEN_CLIENT_SECRET  its secret, or instead of one:
FRISKLIVSNETT_ANSATTPORTEN_KEY_FILE       file with the private key (PEM) that signs for us
FRISKLIVSNETT_ANSATTPORTEN_KEY_ID         the key's id (``kid``) there
FRISKLIVSNETT_ANSATTPORTEN_ACR            the level to ask for (default ``substantial``)
FRISKLIVSNETT_ANSATTPORTEN_ISSUER         default ``https://ansattporten.no``; for testing ``https://test.ansattporten.no``
FRISKLIVSNETT_LOG             ``json`` or ``text`` (default: ``json`` in production): how the log's lines are written
FRISKLIVSNETT_VAR             folder for the database and other things made while running (default ``var``)
FRISKLIVSNETT_CONTACT_EMAIL   where the pages tell people to write (default ``kontakt@frisklivsnett.example``)
FRISKLIVSNETT_ADDRESS         what links in letters begin with (default ``https://`` and the first of the hosts)
FRISKLIVSNETT_SMTP_URL        mail server: ``smtp://user:password@host:587`` (STARTTLS, required), ``smtps://…:465``
                              (TLS at once), ``smtp-plain://localhost:25`` (no TLS, for a relay on the same machine);
                              without it letters wait in the outbox
FRISKLIVSNETT_SMTP_CA         file with the certificate authority of the mail server, when it is not a public one
FRISKLIVSNETT_MAIL_FROM       the address that letters are from (default ``ikke-svar@`` and the host)
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from frisklivsnett.config.sign_on import providers
from frisklivsnett.mailing.transport import MailServer
from frisklivsnett.web.logs import configuration

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
DATA = PACKAGE / "data"
VAR = Path(os.environ.get("FRISKLIVSNETT_VAR") or PROJECT / "var")

MODE = os.environ.get("FRISKLIVSNETT_MODE", "production")
if MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"FRISKLIVSNETT_MODE is {MODE!r}; it must be production, demo or test.")
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
DEBUG = False


def _secret_key() -> str:
    """Return the secret key: from the environment, or (outside production) one made once and kept in ``var``."""
    if key := os.environ.get("FRISKLIVSNETT_SECRET_KEY"):
        return key
    if PRODUCTION:
        # Commands that only read (``--help``, ``check``) may run; a server refuses to start, see config/wsgi.py.
        return "unsafe-" + secrets.token_hex(32)
    if MODE == "test":
        return "a key for tests only, long enough to be accepted by the checks"
    kept = VAR / "secret-key"
    try:
        return kept.read_text(encoding="ascii")
    except FileNotFoundError:
        VAR.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        kept.touch(mode=0o600)
        kept.write_text(key, encoding="ascii")
        return key


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = os.environ.get("FRISKLIVSNETT_OLD_SECRET_KEYS", "").replace(",", " ").split()
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("FRISKLIVSNETT_HOSTS", "").split(",") if host.strip()
]
if not PRODUCTION:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

_proxies = os.environ.get("FRISKLIVSNETT_PROXIES") or ("1" if PRODUCTION else "0")
if not _proxies.isascii() or not _proxies.isdigit():
    raise ImproperlyConfigured(f"FRISKLIVSNETT_PROXIES is {_proxies!r}; it must be a number.")
PROXIES = int(_proxies)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "frisklivsnett.audit",
    "frisklivsnett.registry",
    "frisklivsnett.mailing",
    "frisklivsnett.accounts",
    "frisklivsnett.activity",
    "frisklivsnett.collection",
    "frisklivsnett.publication",
    "frisklivsnett.web",
]

MIDDLEWARE = [
    "frisklivsnett.web.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages shrink to a quarter; Django pads them against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frisklivsnett.web.language.LanguageMiddleware",
    "frisklivsnett.web.errors.MethodPageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "frisklivsnett.web.privacy.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "frisklivsnett.web.urls"
WSGI_APPLICATION = "frisklivsnett.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "frisklivsnett.web.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
]

# --- database ---------------------------------------------------------------------------------------------------------

_default_name = "demo.sqlite3" if DEMO else "frisklivsnett.sqlite3"
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("FRISKLIVSNETT_DATABASE_URL") or f"sqlite:///{VAR / _default_name}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time that waits its turn, and a commit that has reached the disk when it says so.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
        ),
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Statements are planned once a connection: half of PostgreSQL's time for a save, a sixth of the whole. So a pooler
    # in between must work by session.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {"server_side_binding": True, "prepare_threshold": 5}
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "registry.User"
AUTHENTICATION_BACKENDS = ["frisklivsnett.accounts.backend.Backend"]
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:front"
LOGOUT_REDIRECT_URL = "web:front"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "frisklivsnett.accounts.passwords.ContextWordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SINGLE_SIGN_ON = providers()
ROLES_WITH_SECOND_FACTOR = ("adviser", "lead", "colleague", "reader")
_second_factor = os.environ.get("FRISKLIVSNETT_SECOND_FACTOR") or ("adviser" if PRODUCTION else "none")
SECOND_FACTOR_FOR = frozenset(
    role.strip() for role in _second_factor.split(",") if role.strip() not in ("", "none")
)
if not SECOND_FACTOR_FOR.issubset(ROLES_WITH_SECOND_FACTOR):
    raise ImproperlyConfigured(
        f"FRISKLIVSNETT_SECOND_FACTOR is {_second_factor!r}; it takes {', '.join(ROLES_WITH_SECOND_FACTOR)} or none."
    )
SESSION_ENGINE = "frisklivsnett.accounts.sessions"
SESSION_IDLE = 12 * 60 * 60
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60  # however much it is used
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "frisklivsnett.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTACT_EMAIL = os.environ.get("FRISKLIVSNETT_CONTACT_EMAIL") or "kontakt@frisklivsnett.example"

# --- letters ----------------------------------------------------------------------------------------------------------

EMAIL_BACKEND = "frisklivsnett.mailing.backend.OutboxBackend"
SITE_ADDRESS = os.environ.get("FRISKLIVSNETT_ADDRESS", "").rstrip("/") or (
    # A name that the demo's mailbox knows again, since nobody knows the port while the sample data is made.
    f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION and ALLOWED_HOSTS else "http://frisklivsnett.example"
)
if not SITE_ADDRESS.startswith(("https://", "http://")):
    raise ImproperlyConfigured("FRISKLIVSNETT_ADDRESS must begin with https://.")
MAIL_DOMAIN = urlsplit(SITE_ADDRESS).hostname or "localhost"
MAIL_FROM = os.environ.get("FRISKLIVSNETT_MAIL_FROM") or f"ikke-svar@{MAIL_DOMAIN}"
SMTP_URL = os.environ.get("FRISKLIVSNETT_SMTP_URL", "") if PRODUCTION else ""
SMTP_CA = os.environ.get("FRISKLIVSNETT_SMTP_CA", "")
SMTP_TIMEOUT = 20.0  # seconds, for each answer of the mail server
MAIL_DELIVERY = ("smtp" if SMTP_URL else "none") if PRODUCTION else "mailbox"
if SMTP_URL:
    try:
        MailServer.from_address(SMTP_URL)
    except ValueError as error:
        raise ImproperlyConfigured(f"FRISKLIVSNETT_SMTP_URL cannot be used: {error}.") from error

# --- language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "sprak"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True

# --- static files and headers -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "var" / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^status/"]  # asked by machines on this side of the proxy
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take these names over HTTPS only, from this host only and for all of it.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-sprak"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOG = os.environ.get("FRISKLIVSNETT_LOG") or ("json" if PRODUCTION else "text")
if LOG not in ("json", "text"):
    raise ImproperlyConfigured(f"FRISKLIVSNETT_LOG is {LOG!r}; it must be json or text.")
LOGGING = configuration(LOG)
if not PRODUCTION:
    # On a developer's terminal: faults with all they say (the data is made up), and no line for every page.
    LOGGING["loggers"]["frisklivsnett.request"] = {"level": "WARNING"}
    if LOG == "text":
        del LOGGING["handlers"]["console"]["formatter"]
