"""Every setting, from the environment. docs/self-hosting.md explains those an operator may set."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from kaiwa.lib import logs
from kaiwa.lib.database_url import database

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "on" if default else "off").lower() in {"on", "1", "true", "yes"}


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made on first use: an installation signs and encrypts with one key for life."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whole before it has its name: the other processes of a first start read it at the same moment
        with NamedTemporaryFile("w", dir=path.parent, prefix=".key-") as file, suppress(FileExistsError):
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.link(file.name, path)
    return path.read_text().strip()


# --- where things are -------------------------------------------------------------------------------------

DATA_DIR = Path(os.environ.get("KAIWA_DATA", BASE_DIR / "data")).resolve()
RUN_DIR = Path(os.environ.get("KAIWA_RUN", DATA_DIR / "run"))
WEB_DIR = BASE_DIR / "web" / "dist"
PUBLIC_URL = os.environ.get("KAIWA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# With it GET /metrics answers others than this machine too
METRICS_TOKEN = os.environ.get("KAIWA_METRICS_TOKEN", "")
SANDBOX = _flag("KAIWA_SANDBOX", default=False)
SANDBOX_URL = os.environ.get("KAIWA_SANDBOX_URL", "")

SECRET_KEY = os.environ.get("KAIWA_SECRET_KEY") or _kept_secret(DATA_DIR / "secret.key")
DEBUG = False
_public = urlsplit(PUBLIC_URL)
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
ALLOWED_HOSTS = sorted({_public.hostname or ""} | _LOOPBACK)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Django -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "kaiwa.workspaces",
    "kaiwa.channels",
    "kaiwa.conversations",
    "kaiwa.notifications",
    "kaiwa.crm",
    "kaiwa.crm.builtin",
]
MIDDLEWARE = [
    "kaiwa.lib.logs.RequestIds",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kaiwa.workspaces.sessions.LastSeen",
    "kaiwa.workspaces.language.MemberLanguage",
    "kaiwa.errors.JsonErrors",
]
CSRF_FAILURE_VIEW = "kaiwa.errors.csrf_failed"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "kaiwa" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "kaiwa.urls"
WSGI_APPLICATION = "kaiwa.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
# Bytes of one file a member may upload; each channel has a limit of its own below it
UPLOAD_LIMIT = 28 * 1024 * 1024
# An attachment of 25 MB and its form around it; the edge refuses larger bodies before they get here
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///kaiwa"))}
# Rate limits of several processes count together only in a shared cache
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kaiwa_cache",
        # Beyond it the oldest go, and with them what was counted: 300, the default, is soon a password guesser's
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Files lie in the data directory, or in a bucket where the environment names one
FILES_DIR = DATA_DIR / "files"
S3_BUCKET = os.environ.get("KAIWA_S3_BUCKET", "")
S3 = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": os.environ.get("KAIWA_S3_ENDPOINT") or None,
    "region_name": os.environ.get("KAIWA_S3_REGION") or None,
    "location": os.environ.get("KAIWA_S3_PREFIX", "").strip("/"),
    # Without them boto3 looks where it always does: AWS_… in the environment, ~/.aws, the machine's role
    "access_key": os.environ.get("KAIWA_S3_ACCESS_KEY_ID") or None,
    "secret_key": os.environ.get("KAIWA_S3_SECRET_ACCESS_KEY") or None,
}
_DISK = {"BACKEND": "kaiwa.lib.storage.Disk", "OPTIONS": {"location": FILES_DIR}}
STORAGES = {
    "default": {"BACKEND": "kaiwa.lib.bucket.Bucket", "OPTIONS": S3} if S3_BUCKET else _DISK,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "kaiwa" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Whom the help names for questions that it does not answer
SUPPORT_URL = os.environ.get("KAIWA_SUPPORT_URL", "")
SUPPORT_MAIL = os.environ.get("KAIWA_SUPPORT_MAIL", "")

# --- accounts ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "workspaces.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ACCOUNT_ADAPTER = "kaiwa.workspaces.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SIGNUP_FORM_CLASS = "kaiwa.workspaces.signup.SignupForm"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# One address a user: a new one takes the old one's place once it is verified
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_RATE_LIMITS = {
    # How often the verification mail goes to one address
    "confirm_email": "2/m/key,10/h/key",
    # An office shares one address: these are about machines that guess, not about people
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/h/key",
}
MFA_ADAPTER = "kaiwa.workspaces.second_factor.Adapter"
MFA_TOTP_ISSUER = "Kaiwa"
# A phone's clock may be half a minute off
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_ADAPTER = "kaiwa.workspaces.sessions.Adapter"
USERSESSIONS_TRACK_ACTIVITY = True
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": PUBLIC_URL + "/verify-email/{key}",
    "account_reset_password": PUBLIC_URL + "/reset-password",
    "account_reset_password_from_key": PUBLIC_URL + "/reset-password/{key}",
    "account_signup": PUBLIC_URL + "/signup",
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

# --- mail: SMTP when the environment names it, else files that the console points to ----------------------

_smtp = urlsplit(os.environ.get("KAIWA_SMTP_URL", ""))
MAIL_TO_FILES = not _smtp.hostname
DEFAULT_FROM_EMAIL = os.environ.get("KAIWA_MAIL_FROM", f"Kaiwa <kaiwa@{_public.hostname}>")
if MAIL_TO_FILES:
    EMAIL_BACKEND = "kaiwa.lib.mail_files.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
else:
    EMAIL_HOST = _smtp.hostname or ""
    EMAIL_PORT = _smtp.port or (465 if _smtp.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and "tls=off" not in _smtp.query
    EMAIL_TIMEOUT = 10

# --- channels ---------------------------------------------------------------------------------------------

CHANNELS = ["kaiwa.channels.messenger.provider.Messenger"]
if SANDBOX:
    CHANNELS.append("kaiwa.channels.practice_number.provider.PracticeNumber")
META_APP_ID = os.environ.get("KAIWA_META_APP_ID", "")
META_APP_SECRET = os.environ.get("KAIWA_META_APP_SECRET", "")
META_VERIFY_TOKEN = os.environ.get("KAIWA_META_VERIFY_TOKEN", "")
META_GRAPH_URL = os.environ.get("KAIWA_META_GRAPH_URL", "https://graph.facebook.com").rstrip("/")
META_DIALOG_URL = os.environ.get("KAIWA_META_DIALOG_URL", "https://www.facebook.com").rstrip("/")
META_GRAPH_VERSION = os.environ.get("KAIWA_META_GRAPH_VERSION", "v25.0")
# Calls a second, for each Page, that Meta allows to list conversations
META_LIST_RATE = float(os.environ.get("KAIWA_META_LIST_RATE", "2"))
# How long the bytes of a handled webhook stay; those set aside stay until somebody looks
WEBHOOK_BODY_DAYS = int(os.environ.get("KAIWA_WEBHOOK_BODY_DAYS", "14"))

# --- CRM --------------------------------------------------------------------------------------------------

# A new workspace's is the first of them; with none Kaiwa is an inbox alone
CRMS = ["kaiwa.crm.builtin.crm.Builtin"]

# One JSON object a line, and a line for each request to the API
LOG_JSON = os.environ.get("KAIWA_LOG", "").lower() == "json"
LOGGING = logs.configuration(os.environ.get("KAIWA_LOG_LEVEL", "INFO"), as_json=LOG_JSON)
