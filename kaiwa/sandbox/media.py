"""Pictures, voices, videos and files, and the CDN that serves them under addresses that expire."""

import hashlib
import hmac
import io
import mimetypes
import re
import time
from sqlite3 import Row
from urllib.parse import quote

from PIL import Image, UnidentifiedImageError

from kaiwa.sandbox import ids
from kaiwa.sandbox.config import Config
from kaiwa.sandbox.store import Store
from kaiwa.sandbox.switches import Switches

TYPES = ("image", "audio", "video", "file")


class Media:
    """Bytes on disk by id; rows say what they are."""

    def __init__(self, config: Config, db: Store, switches: Switches) -> None:
        self._config = config
        self._db = db
        self._switches = switches
        self._folder = config.data / "media"
        self._folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes, *, name: str, mime: str = "", media_id: str = "") -> str:
        """Store bytes; returns the medium's id."""
        media_id = media_id or ids.new_numeric()
        (self._folder / media_id).write_bytes(content)
        mime = mime or guess_mime(name)
        width, height = picture_size(content) if mime.startswith("image/") else (None, None)
        self._db.run(
            "INSERT OR REPLACE INTO media (id, name, mime, size, width, height, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (media_id, safe_name(name), mime, len(content), width, height, ids.now_ms()),
        )
        return media_id

    def row(self, media_id: str) -> Row | None:
        """What is known of a medium."""
        return self._db.one("SELECT * FROM media WHERE id = ?", (media_id,))

    def read(self, media_id: str) -> bytes:
        """Its bytes."""
        return (self._folder / media_id).read_bytes()

    def path(self, media_id: str) -> str:
        """Where the CDN serves it, from the root of whichever origin: signed, with its expiry."""
        row = self.row(media_id)
        name = row["name"] if row else media_id
        return self.signed_path(f"/sandbox/cdn/v/{media_id}/{quote(name)}", media_id)

    def address(self, media_id: str) -> str:
        """The same on the sandbox's own origin: what the Graph API and webhooks hand out."""
        return self._config.own_url + self.path(media_id)

    def face_path(self, kind: str, key: str) -> str:
        """The picture of a person or a Page."""
        return self.signed_path(f"/sandbox/cdn/p/{kind}/{key}.png", key)

    def face_address(self, kind: str, key: str) -> str:
        """The same on the sandbox's own origin."""
        return self._config.own_url + self.face_path(kind, key)

    def signed_path(self, path: str, subject: str) -> str:
        """`path` with the expiry (hexadecimal seconds, as Facebook's CDN writes it) and its signature."""
        lives = self._switches.media_ttl_s
        moment = int(time.time()) + lives
        if lives >= 7200:
            moment -= moment % 3600  # the same address for an hour, so that browsers can keep what they have
        expiry = f"{moment:x}"
        return f"{path}?oe={expiry}&oh={self._signature(subject, expiry)}"

    def lapsed(self, subject: str, expiry: str, signature: str) -> str:
        """Why an address is not good now, in the CDN's words; empty when it is."""
        if not hmac.compare_digest(signature.encode(), self._signature(subject, expiry).encode()):
            return "Bad URL hash"
        return "URL signature expired" if int(expiry, 16) < time.time() else ""

    def _signature(self, subject: str, expiry: str) -> str:
        key = self._config.app_secret.encode()
        return hmac.new(key, f"{subject}/{expiry}".encode(), hashlib.sha256).hexdigest()[:32]


def guess_mime(name: str) -> str:
    """The type that a file's name promises."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def type_of(mime: str) -> str:
    """The attachment type that Messenger gives a file."""
    kind = mime.split("/", 1)[0]
    return kind if kind in ("image", "audio", "video") else "file"


def safe_name(name: str) -> str:
    """A file name without a path or control characters."""
    return re.sub(r"[\x00-\x1f/\\]", "_", name).strip(". ")[:120] or "file"


def picture_size(content: bytes) -> tuple[int | None, int | None]:
    """Width and height, when it is a picture that can be read."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None, None
