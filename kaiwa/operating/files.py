"""What `kaiwa doctor` says of the place where files are kept: a small file goes in, comes back and is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kaiwa.lib.findings import Finding, failed, ok, warning
from kaiwa.lib.storage import StorageAway, files

_FOLDER, _SAMPLE = "doctor", b"kaiwa doctor"
_KEYS = "Look at KAIWA_S3_ACCESS_KEY_ID and KAIWA_S3_SECRET_ACCESS_KEY."
# By the store's own word for it; Amazon's are spoken by the others too
_REMEDIES = {
    "NoSuchBucket": "Make the bucket, or look at KAIWA_S3_BUCKET.",
    "InvalidAccessKeyId": _KEYS,
    "SignatureDoesNotMatch": _KEYS,
    "NoCredentialsError": "Set KAIWA_S3_ACCESS_KEY_ID and KAIWA_S3_SECRET_ACCESS_KEY, or give the machine a role.",
    "AccessDenied": "Allow this key s3:GetObject, s3:PutObject and s3:DeleteObject on its objects, and s3:ListBucket.",
    "AuthorizationHeaderMalformed": "Set KAIWA_S3_REGION to the bucket's region.",
    "PermanentRedirect": "Set KAIWA_S3_REGION to the bucket's region.",
    "RequestTimeTooSkewed": "Set this machine's time by NTP (timedatectl set-ntp true).",
}
_OTHERWISE = "Look at KAIWA_S3_ENDPOINT and KAIWA_S3_REGION, and whether this machine reaches it."


def examine() -> Iterator[Finding]:
    """Nothing where files lie in the data directory: that is looked at as a whole."""
    if not settings.S3_BUCKET:
        return
    yield _try_out(f"the bucket {settings.S3_BUCKET}")
    if settings.FILES_DIR.is_dir() and any(settings.FILES_DIR.iterdir()):
        says = f"there are files in {settings.FILES_DIR} too, which nobody sees now that there is a bucket"
        yield warning("files", says, "Copy them into the bucket under the same names, and delete them here.")


def _try_out(where: str) -> Finding:
    step, name = "written to", f"{_FOLDER}/{uuid4().hex}"
    try:
        default_storage.save(name, ContentFile(_SAMPLE))
        step = "read from"
        if files().part(name, 0, 100).content != _SAMPLE:
            says = f"{where} gives back something else than was written"
            return failed("files", says, "Look at what stands between Kaiwa and the store.")
        step = "listed in"
        if name not in files().names(_FOLDER):
            return failed("files", f"{where} does not list what is in it", "Backups need the list.")
        step = "deleted from"
        default_storage.delete(name)
    except StorageAway as error:
        says = f"a file cannot be {step} {where}: {error}"
        return failed("files", says, _REMEDIES.get(error.code, _OTHERWISE))
    return ok("files", f"{where} can be written to, read, listed and deleted from")
