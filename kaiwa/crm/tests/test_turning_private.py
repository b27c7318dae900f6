"""A channel turns private: what of it goes into the CRM is said before, and ends if its installer wants it (H-04)."""

from __future__ import annotations

from kaiwa.crm.models import Link
from kaiwa.crm.tests.conftest import BIKE, MIKA
from kaiwa.crm.tests.test_panel import link, segments


def test_transcripts_end_with_who_installed_it_and_the_links_stay(alice, bob, charlie, conversation, bike):
    path = f"/api/v1/connections/{conversation.channel.connection_id}/crm-transcripts"
    assert alice.get(path).json() == {"conversations": 0}
    link(alice, conversation, MIKA)
    link(bob, conversation, BIKE)
    assert bob.get(path).json() == {"conversations": 1}
    # Who sees the channel is told; whose it is decides; a stranger finds nothing
    assert (bob.delete(path).status_code, charlie.delete(path).status_code) == (403, 404)
    assert alice.delete(path).status_code == 204
    assert alice.get(path).json() == {"conversations": 0}
    assert list(Link.objects.live().order_by("pk").values_list("kind", "transcript")) == [
        ("person", False),
        ("deal", False),
    ]
    assert all(closed for *_, closed in segments())
    # Again is the same
    assert alice.delete(path).status_code == 204
