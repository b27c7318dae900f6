"""The API at /api/v1: one NinjaAPI, one router a package, one shape of error."""

from ninja import NinjaAPI

api = NinjaAPI(
    title="Kaiwa",
    version="1",
    description="The inbox: conversations, messages, channels and the people who share them.",
    docs_url=None,
    openapi_url="/openapi.json",
)
