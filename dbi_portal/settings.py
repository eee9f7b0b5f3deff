"""The one settings file. Everything an office may want to change is an environment variable."""

import sys
from pathlib import Path

import environ

from dbi_portal.local import addresses

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Everything the portal writes on a machine of its own lives here: database, broker, uploads.
VAR_DIR = Path(env.str("PORTAL_VAR", str(BASE_DIR / "var"))).resolve()

SECRET_KEY = env.str("SECRET_KEY", "") or addresses.secret_key(VAR_DIR)
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASE_URL = env.str("DATABASE_URL", "") or addresses.database_url(VAR_DIR)
REDIS_URL = env.str("REDIS_URL", "") or addresses.redis_url(VAR_DIR)
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
# Django's own server has a thread, and so a connection, for every request: kept, they pile up.
OWN_SERVER = DEBUG or "runserver" in sys.argv
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 0 if OWN_SERVER else 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Dashboards are read from this copy of the database while it keeps up (docs/scale.md).
REPLICA_URL = env.str("REPLICA_URL", "")
REPLICA_LAG_SECONDS = env.float("REPLICA_LAG_SECONDS", 2.0)
if REPLICA_URL:
    DATABASES["replica"] = env.db_url_config(REPLICA_URL)
    for name in ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS"):
        DATABASES["replica"][name] = DATABASES["default"][name]
    # One that is gone must cost a page no more than this.
    DATABASES["replica"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
DATABASE_ROUTERS = ["dbi_portal.lib.reading.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "officers.User"
AUTHENTICATION_BACKENDS = ["officers.backends.RoleBackend"]
# Unique whatever the case, by a constraint on lower(username) that this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

INSTALLED_APPS = [
    "dbi_portal",
    "dbi_portal.lib",
    "officers",
    "villages",
    "outreach",
    "reports",
    "dbi_portal.admin_app.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # its widgets' templates, so that ours can stand beside them
    "pgtrigger",
    "django_filters",
    "django_htmx",
    "import_export",
    "crispy_forms",
    "crispy_bootstrap5",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # what whitenoise serves is compressed already
    "dbi_portal.middleware.NoNulBytes",
    "dbi_portal.lib.noting.NoteWhatIsRead",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dbi_portal.middleware.SignInFirst",
    "dbi_portal.replica.DashboardsFromReplica",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dbi_portal.middleware.PaperRefused",
]
ROOT_URLCONF = "dbi_portal.urls"
WSGI_APPLICATION = "dbi_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dbi_portal.nav.frame",
            ],
            "builtins": ["dbi_portal.lib.templatetags.indonesian"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = "Semua"
CSRF_FAILURE_VIEW = "dbi_portal.views.csrf_failure"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("npm", BASE_DIR / "node_modules")]
STATICFILES_FINDERS = [
    "dbi_portal.storage.ChosenAppsFinder",
    "dbi_portal.storage.ChosenFilesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dbi_portal.storage.ModuleStaticFilesStorage"},
}
MEDIA_ROOT = env.path("MEDIA_ROOT", str(VAR_DIR / "media"))
# Certificates that offices sign their PDFs with (docs/signatures.md); never in the database.
SIGNING_DIR = env.path("SIGNING_DIR", str(VAR_DIR / "sertifikat"))

# How mail leaves the house. Nothing set: each letter is a file, for trying the portal out.
EMAIL_URL = env.str("EMAIL_URL", "")
MAIL_FOLDER = VAR_DIR / "surel"
if EMAIL_URL:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_FOLDER)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Portal DBI <portal@localhost>")
# Where links in letters lead; empty: the address the portal was asked at.
PORTAL_URL = env.str("PORTAL_URL", "")
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

CELERY_BROKER_URL = addresses.celery_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
# A broker or database that is away comes back some time: workers wait for it as long as it takes.
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# How soon a job whose bell or worker was lost is rung for again.
JOB_SWEEP_SECONDS = env.float("JOB_SWEEP_SECONDS", 30.0)
# Celery's default redelivery waits an hour; the jobs table rings again much sooner anyway.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": addresses.cache_url(REDIS_URL),
        "KEY_PREFIX": "portal",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
BEHIND_HTTPS = env.bool("BEHIND_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if BEHIND_HTTPS else 0
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Maps are drawn from files of the portal. An office with a tile server of its own may add its
# pictures: https://peta.kantor.example/{z}/{x}/{y}.png
TILE_URL = env.str("TILE_URL", "")
TILE_CREDIT = env.str("TILE_CREDIT", "")

# What everybody may see is worked out at most this often; 0: whenever something has changed.
PUBLIC_SECONDS = env.int("PUBLIC_SECONDS", 300)
# What the open data say about themselves. No licence was found: one is chosen by who publishes.
OPEN_DATA_PRODUCER = env.str("OPEN_DATA_PRODUCER", "Direktorat Jenderal Imigrasi")
OPEN_DATA_CONTACT = env.str("OPEN_DATA_CONTACT", "Kantor imigrasi setempat, lewat layanan resminya")
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", "belum ditetapkan")
API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", 300)

# The page a demo shows says so; a real installation never sets it.
DEMO_MODE = env.bool("DEMO_MODE", False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
