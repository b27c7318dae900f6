"""Made-up talk of a shop with its customers: some words in every message, most in few, as in a language."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate

# In two of five messages of the oldest part, and nowhere after it
LONG_AGO = "夏祭"
# In one message of so many
RARE, RARE_EVERY = "琵琶", 40_000

_KANJI = (
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明"
    "実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話"
    "世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利"
)
_SENTENCES = (
    "{0}の{1}ですが、{2}はいつ届きますか。",
    "お世話になっております。{0}の件、承知しました。{1}までにご連絡いたします。",
    "ありがとうございます！{0}も{1}もお願いします。",
    "{0}についてお聞きしたいです。{1}と{2}は同じでしょうか？",
    "Thank you, the {3} for order {4} was sent today. {0}でお送りしました。",
    "はい、大丈夫です。",
    "すみません、{0}を間違えました。正しくは{1}です。番号は{4}です。",
    "Could you tell me when the {3} arrives? I would like to change the address.",
)
_ENGLISH = (
    "parcel",
    "refund",
    "invoice",
    "receipt",
    "bicycle",
    "helmet",
    "delivery",
    "exchange",
    "coupon",
    "manual",
)


def nouns() -> list[str]:
    """Words of two kanji, the commonest first."""
    chance = random.Random(7)
    return ["".join(chance.sample(_KANJI, 2)) for _ in range(6000)]


def talk(size: int) -> Callable[[int], str]:
    """The text of message n of `size`, the same on every run."""
    chance = random.Random(8)
    known = nouns()
    cumulated = list(accumulate(1 / (rank + 5) for rank in range(len(known))))

    def text(n: int) -> str:
        words = chance.choices(known, cum_weights=cumulated, k=3)
        said = chance.choice(_SENTENCES).format(*words, chance.choice(_ENGLISH), chance.randrange(10**6))
        if n < size * 0.4 and n % 5 < 2:
            said += f"{LONG_AGO}りのご案内をお送りします。"
        return said + (f"{RARE}も。" if n % RARE_EVERY == RARE_EVERY // 2 else "")

    return text
