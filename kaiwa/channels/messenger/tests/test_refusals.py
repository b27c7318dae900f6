"""Meta's table of errors: what each means for the message, and for the channel."""

import json
from datetime import timedelta

import pytest

from kaiwa.channels import codes
from kaiwa.channels.messenger.refusals import MEANINGS, meaning_of, refusal

TABLE = [
    # code, subcode, ours, permanent, channel
    (1, 99, "provider_failed", False, False),
    (1, 1357046, "provider_failed", False, False),
    (2, 0, "provider_failed", False, False),
    (-1, 0, "provider_failed", False, False),
    (2, 2018344, "page_terms", True, True),
    (4, 0, "rate_limited", False, False),
    (4, 2018354, "rate_limited", False, False),
    (9, 2018352, "too_many_actions", True, False),
    (10, 0, "permission_missing", True, True),
    (10, 2018278, "window_closed", True, False),
    (10, 2534022, "window_closed", True, False),
    (10, 2018065, "window_closed", True, False),
    (10, 2018108, "contact_unavailable", True, False),
    (10, 1893063, "page_restricted", True, True),
    (10, 1404170, "not_allowed", True, False),
    (100, 0, "invalid_request", True, False),
    (100, 33, "not_found", True, False),
    (100, 2018001, "contact_unknown", True, False),
    (100, 2018008, "attachment_failed", False, False),
    (100, 2018294, "attachment_failed", False, False),
    (100, 2018047, "attachment_type", True, False),
    (100, 2018109, "attachment_too_large", True, False),
    (100, 2018164, "invalid_request", True, False),
    (100, 2534037, "invalid_request", True, False),
    (100, 2018218, "profile_unavailable", True, False),
    (104, 0, "reauthorize", True, True),
    (190, 0, "reauthorize", True, True),
    (190, 459, "reauthorize", True, True),
    (190, 460, "reauthorize", True, True),
    (190, 463, "reauthorize", True, True),
    (190, 467, "reauthorize", True, True),
    (200, 0, "permission_missing", True, True),
    (200, 2018028, "app_not_approved", True, False),
    (200, 1545041, "contact_unavailable", True, False),
    (230, 0, "permission_missing", True, True),
    (368, 0, "policy_blocked", True, True),
    (551, 0, "contact_unavailable", True, False),
    (551, 1545041, "contact_unavailable", True, False),
    (613, 0, "rate_limited", False, False),
    (613, 2534040, "rate_limited", False, False),
    (613, 2018338, "tag_abuse", True, False),
    (2018300, 0, "thread_elsewhere", True, False),
    (10, 2018300, "thread_elsewhere", True, False),
    (2018321, 0, "thread_automated", False, False),
    (2018247, 0, "profile_unavailable", True, False),
    (9000001, 0, "message_gone", True, False),
    (424242, 0, "refused", True, False),
]


@pytest.mark.parametrize(("code", "subcode", "ours", "permanent", "channel"), TABLE)
def test_an_error_is_told_by_its_numbers(
    code: int, subcode: int, ours: str, permanent: bool, channel: bool
) -> None:
    error = refusal({"code": code, "error_subcode": subcode, "message": "any words"}, {})
    assert (error.code, error.permanent, error.channel) == (ours, permanent, channel)
    assert error.params["provider_code"] == code


def test_a_token_in_meta_s_words_does_not_get_into_the_log() -> None:
    token = "EAABsbCS1iHgBO" + "x9_Z-" * 20
    error = refusal({"code": 190, "message": f"Malformed access token {token}"}, {})
    assert "Malformed access token" in str(error)
    assert token[:20] not in str(error)


def test_an_unknown_error_that_calls_itself_passing_is_tried_again() -> None:
    error = refusal({"code": 424242, "is_transient": True}, {})
    assert (error.code, error.permanent) == ("provider_failed", False)


def test_every_code_is_registered() -> None:
    found = {meaning_of(code, subcode or 0).code for code, subcode in MEANINGS}
    assert found <= codes.FAILURES.keys()


def test_numbers_may_come_as_strings_and_the_trace_is_kept() -> None:
    error = refusal({"code": "190", "error_subcode": "463", "fbtrace_id": "A1"}, {})
    assert error.code == "reauthorize"
    assert error.params == {"provider_code": 190, "provider_subcode": 463, "trace": "A1"}


@pytest.mark.parametrize("error", [{}, {"code": None}, {"code": [], "error_subcode": {}}, {"code": 10**40}])
def test_an_error_without_numbers_is_a_refusal(error: dict[str, object]) -> None:
    assert refusal(error, {}).code == "refused"


USAGE = {"104": [{"type": "messenger", "call_count": 100, "estimated_time_to_regain_access": 19}]}


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"x-business-use-case-usage": json.dumps(USAGE)}, timedelta(minutes=19)),
        ({"x-app-usage": json.dumps({"estimated_time_to_regain_access": 3})}, timedelta(minutes=3)),
        ({"retry-after": "90"}, timedelta(seconds=90)),
        ({"x-app-usage": '{"call_count": 100}'}, timedelta(minutes=1)),
        ({"x-app-usage": "not json"}, timedelta(minutes=1)),
        ({"x-app-usage": "[" * 5000}, timedelta(minutes=1)),
        ({"x-app-usage": json.dumps({"estimated_time_to_regain_access": 99_000})}, timedelta(hours=24)),
    ],
)
def test_a_rate_limit_says_how_long_to_wait(headers: dict[str, str], wait: timedelta) -> None:
    assert refusal({"code": 613}, headers).retry_after == wait


def test_an_application_s_limit_is_waited_for_longer() -> None:
    assert refusal({"code": 4}, {}).retry_after == timedelta(minutes=5)


def test_other_errors_say_nothing_of_waiting() -> None:
    assert refusal({"code": 2}, {"retry-after": "9"}).retry_after is None
