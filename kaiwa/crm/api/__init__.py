"""The CRM over HTTP, at the conversation and for everybody."""

from ninja import Router

from kaiwa.crm.api.automation import router as automation
from kaiwa.crm.api.chat_links import router as chat_links
from kaiwa.crm.api.connections import router as connections
from kaiwa.crm.api.corrections import router as corrections
from kaiwa.crm.api.creations import router as creations
from kaiwa.crm.api.links import router as links
from kaiwa.crm.api.matches import router as matches
from kaiwa.crm.api.panel import router as panel
from kaiwa.crm.api.settings import router as settings
from kaiwa.workspaces.auth import member_auth

router = Router(auth=member_auth, tags=["crm"])
router.add_router("", panel)
router.add_router("", links)
router.add_router("", creations)
router.add_router("", corrections)
router.add_router("", settings)
router.add_router("", connections)
router.add_router("", chat_links)
router.add_router("", automation)
router.add_router("", matches)

__all__ = ["router"]
