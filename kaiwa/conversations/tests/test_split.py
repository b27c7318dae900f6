"""The cut of a long text, by the examples that the interface is held to as well: it announces how many parts go."""

import json
from pathlib import Path

from kaiwa.conversations.split import split

VECTORS = Path(__file__).parents[3] / "web/src/inbox/composer/split.vectors.json"


def test_a_text_is_cut_where_the_interface_says_it_will_be() -> None:
    for vector in json.loads(VECTORS.read_text()):
        assert split(vector["text"], vector["limit"]) == vector["parts"]
