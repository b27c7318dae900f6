"""The sandbox's table of parameters against Meta's own specification, where that is at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from kaiwa.sandbox.graph import known

SPECS = Path(__file__).parents[4] / "shared" / "specs" / "meta" / "graph-api-specs"
needs_specs = pytest.mark.skipif(
    not SPECS.is_dir(), reason="the specifications are not beside this repository"
)


def spec(node: str) -> dict[str, Any]:
    """The specification of a node."""
    return dict(json.loads((SPECS / f"{node}.json").read_text()))


def enum(name: str) -> set[str]:
    """The values of an enumerated parameter."""
    found = json.loads((SPECS / "enum_types.subset.json").read_text())
    return set(next(one["values"] for one in found if one["name"] == name))


@needs_specs
@pytest.mark.parametrize("name", [name for name, endpoint in known.ENDPOINTS.items() if endpoint.node])
def test_each_endpoint_takes_what_the_specification_takes(name: str) -> None:
    """Exactly the same parameters: none forgotten, none made up."""
    endpoint = known.ENDPOINTS[name]
    for api in spec(endpoint.node)["apis"]:
        edge = "" if api.get("name") == "#get" else api.get("endpoint", "").strip("/")
        if (api["method"], edge) == (endpoint.method, endpoint.edge):
            assert {one["name"] for one in api["params"]} == set(endpoint.spec)
            return
    assert (name, endpoint.spec) == (
        "profile",
        (),
    )  # the specification has no read of a PSID, only its fields


@needs_specs
@pytest.mark.parametrize("node", ["Page", "User", "UnifiedThread"])
def test_each_field_is_one_of_the_nodes(node: str) -> None:
    """What can be asked for exists; what only the guides name is kept apart."""
    fields, documented = known.NODE_FIELDS[node]
    existing = {one["name"] for one in spec(node)["fields"]}
    assert set(fields) <= existing
    assert not set(documented) & existing


@needs_specs
def test_the_enumerations_are_those_of_the_specification() -> None:
    """Messaging types, sender actions, notification types, and the fields one can subscribe to."""
    assert set(known.MESSAGING_TYPES) == enum("pagemessages_messaging_type_enum_param")
    assert set(known.SENDER_ACTIONS) == enum("pagemessages_sender_action_enum_param")
    assert set(known.NOTIFICATION_TYPES) == enum("pagemessages_notification_type_enum_param")
    assert set(known.SUBSCRIBABLE) <= enum("pagesubscribed_apps_subscribed_fields_enum_param")
