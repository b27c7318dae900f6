"""A database's address as Django wants it: `postgresql://user:password@host:port/name?option=value`."""

from typing import Any
from urllib.parse import unquote, urlsplit


def database(url: str) -> dict[str, Any]:
    """An entry of DATABASES."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "kaiwa",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", host)),
        "PORT": str(parts.port or ""),
        "OPTIONS": {name: unquote(value) for name, value in query.items()},
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }
