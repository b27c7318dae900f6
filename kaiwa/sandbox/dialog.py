"""The Login dialog of a practice Facebook: who are you, which Pages, which permissions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph import rights
from kaiwa.sandbox.graph.known import SCOPES
from kaiwa.sandbox.people import user_face
from kaiwa.sandbox.world import World

CODE_LIVES_MS = 600_000
MEANINGS = {
    "email": ("メールアドレスを読む", "Read your e-mail address"),
    "pages_show_list": ("管理しているページの一覧を表示する", "Show a list of the Pages you manage"),
    "pages_messaging": ("ページの会話を管理し、返信する", "Manage and answer the Pages' conversations"),
    "pages_manage_metadata": (
        "ページの通知（Webhook）を受け取る設定をする",
        "Subscribe to the Pages' events",
    ),
    "pages_read_engagement": ("ページの名前や投稿への反応を読む", "Read the Pages' content and engagement"),
    "business_management": ("ビジネスに属するページを表示する", "Show Pages that belong to a business"),
}
_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "assets"), autoescape=True)


async def dialog(request: Request) -> Response:
    """`GET /sandbox/facebook/{version}/dialog/oauth` shows the dialog, `POST` is its answer."""
    world: World = request.app.state.world
    query = dict(request.query_params)
    if problem := _problem(world, query):
        return _page("refused.html", request, problem=problem)
    if request.method == "GET":
        return _page("dialog.html", request, **_choices(world, query))
    async with request.form() as form:
        answer = {name: [str(value) for value in form.getlist(name)] for name in form}
    if answer.get("do") != ["continue"]:
        return _leave(_refused(query))
    return _leave(_approved(world, query, answer))


@dataclass
class Agreement:
    """What a person ticked, and what not."""

    scopes: list[str]
    declined: list[str]
    pages: list[str]


def approve(world: World, user_id: str, agreed: Agreement, redirect_uri: str) -> str:
    """The person agreed: what was ticked is granted, and a code can be exchanged for a token."""
    granted, declined = sorted(set(agreed.scopes)), sorted(set(agreed.declined))
    rights.grant(world, user_id, granted=granted, declined=declined, pages=agreed.pages)
    code = "AQ" + ids.new_token("")
    expires_at = ids.now_ms() + CODE_LIVES_MS
    world.db.insert("codes", code=code, user_id=user_id, redirect_uri=redirect_uri, expires_at=expires_at)
    world.watchers.tell("*")
    return code


def pages_of(world: World, user_id: str, scopes: list[str]) -> list[str]:
    """The Pages on which a person has any role; those of a business only for apps that ask for businesses."""
    rows = world.db.all(
        "SELECT r.page_id FROM roles r JOIN pages p ON p.id = r.page_id WHERE r.user_id = ?"
        " AND (p.business = '' OR ?) ORDER BY p.position",
        (user_id, "business_management" in scopes),
    )
    return [row["page_id"] for row in rows]


def back(redirect_uri: str, **query: str) -> str:
    """The address that the browser goes back to, with Facebook's habitual fragment."""
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(query)}#_=_"


def _problem(world: World, query: dict[str, str]) -> str:
    if query.get("client_id") != world.config.app_id:
        return "app"
    redirect_uri = query.get("redirect_uri", "")
    if not redirect_uri.startswith(world.config.public_url + "/"):
        return "redirect"
    return "scope" if any(name not in SCOPES for name in _scopes(query)) else ""


def _scopes(query: dict[str, str]) -> list[str]:
    asked = [name for name in query.get("scope", "").replace(" ", ",").split(",") if name]
    return list(dict.fromkeys(["public_profile", *asked]))


def _choices(world: World, query: dict[str, str]) -> dict[str, Any]:
    users = []
    for row in world.db.all("SELECT * FROM users ORDER BY position"):
        chosen = pages_of(world, row["id"], _scopes(query))
        pages = [world.page(page_id) for page_id in chosen]
        users.append(
            {
                "id": row["id"],
                "name": row["name"],
                "picture": world.media.face_path("person", user_face(row["key"])),
                "pages": [
                    {"id": page["id"], "name": page["name"], "category": page["category"],
                     "business": _business(world, page["business"]),
                     "picture": world.media.face_path("page", page["id"])}
                    for page in pages
                ],
            }
        )  # fmt: skip
    scopes = [name for name in _scopes(query) if name != "public_profile"]
    return {"users": users, "scopes": scopes, "app": "Kaiwa"}


def _business(world: World, business_id: str) -> str:
    return str(world.db.value("SELECT name FROM businesses WHERE id = ?", (business_id,)) or "")


def _approved(world: World, query: dict[str, str], answer: dict[str, list[str]]) -> str:
    user = world.user(answer["user"][0])
    scopes = _scopes(query)
    ticked = {"public_profile", *answer.get("scope", [])}
    owned = pages_of(world, user["id"], scopes)
    agreed = Agreement(
        scopes=[name for name in scopes if name in ticked],
        declined=[name for name in scopes if name not in ticked],
        pages=[page for page in answer.get("page", []) if page in owned],
    )
    code = approve(world, user["id"], agreed, query["redirect_uri"])
    return back(query["redirect_uri"], code=code, state=query.get("state", ""))


def _refused(query: dict[str, str]) -> str:
    return back(
        query["redirect_uri"],
        error="access_denied",
        error_code="200",
        error_description="Permissions error",
        error_reason="user_denied",
        state=query.get("state", ""),
    )


def _leave(address: str) -> Response:
    return RedirectResponse(address, 302, headers={"Cache-Control": "no-store"})


def _page(template: str, request: Request, **values: Any) -> Response:
    language = "ja" if request.headers.get("accept-language", "").lower().startswith("ja") else "en"
    language = request.query_params.get("locale", language)[:2]

    def meaning(scope: str) -> str:
        return MEANINGS.get(scope, (scope, scope))[language != "ja"]

    html = _pages.get_template(template).render(language=language, meaning=meaning, **values)
    return HTMLResponse(html, headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"})
