"""The demo's script."""
from typing import Any
from kaiwa.sandbox.world import World

def script(world: World) -> dict[str, Any]:
    """Steps."""
    return {"steps": []}
