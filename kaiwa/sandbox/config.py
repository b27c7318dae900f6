"""Where the sandbox runs and which app it knows, from the environment that `kaiwa up` sets."""

import os
from dataclasses import dataclass
from pathlib import Path

WEBHOOK_PATH = "/webhooks/messenger"
NUMBERS_PATH = "/webhooks/practice_number"


@dataclass(frozen=True)
class Config:
    """Everything that differs between one sandbox and another."""

    data: Path
    app_id: str
    app_secret: str
    verify_token: str
    public_url: str
    own_url: str

    @classmethod
    def from_environment(cls, port: int = 0) -> "Config":
        """Read KAIWA_*; `port` completes the sandbox's own address when KAIWA_SANDBOX_URL is not set."""
        get = os.environ.get
        return cls(
            data=Path(get("KAIWA_DATA") or "data") / "sandbox",
            app_id=get("KAIWA_META_APP_ID") or "1184719329217930",
            app_secret=get("KAIWA_META_APP_SECRET") or "practice-app-secret",
            verify_token=get("KAIWA_META_VERIFY_TOKEN") or "practice-verify-token",
            public_url=(get("KAIWA_PUBLIC_URL") or "http://127.0.0.1:8000").rstrip("/"),
            own_url=(get("KAIWA_SANDBOX_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        )

    @property
    def callback_url(self) -> str:
        """Where webhooks go: what an operator types into the app's dashboard at Meta."""
        return self.public_url + WEBHOOK_PATH

    @property
    def app_token(self) -> str:
        """The app access token in its documented `id|secret` form."""
        return f"{self.app_id}|{self.app_secret}"
