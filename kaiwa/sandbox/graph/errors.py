"""What the Graph API says when it refuses, with the numbers that provider code goes by."""

from dataclasses import KW_ONLY, dataclass
from typing import Any

from kaiwa.sandbox import ids

POLICY_URL = "https://developers.facebook.com/docs/messenger-platform/policy-overview"
INVALID_TOKEN = {
    458: "Error validating access token: The user has not authorized application {app_id}.",
    459: "Error validating access token: You cannot access the app till you log in to www.facebook.com and follow"
    " the instructions given.",
    460: "Error validating access token: The session has been invalidated because the user changed their password or"
    " Facebook has changed the session for security reasons.",
    461: "Error validating access token: The session is invalid because the user logged out.",
    463: "Error validating access token: Session has expired on {when}. The current time is {now}.",
    464: "Error validating access token: Sessions for the user are not allowed because the user is not a confirmed"
    " user.",
    467: "Error validating access token: The session is invalid because the user logged out.",
    492: "Error validating access token: Session does not match current stored session. This may be because the user"
    " changed the password since the time the session was created or Facebook has changed the session for security"
    " reasons.",
}
OTHERS = {
    (1, 0): "An unknown error occurred",
    (1, 99): "An unknown error occurred",
    (2, 0): "Service temporarily unavailable",
    (4, 0): "(#4) Application request limit reached",
    (4, 2018354): "(#4) Page request limit reached",
    (10, 0): "(#10) Application does not have permission for this action",
    (
        10,
        2018065,
    ): "(#10) This message is sent outside of allowed window. You need page_messaging_subscriptions"
    f" permission to be able to do it. Learn more about the new policy here: {POLICY_URL}",
    (
        10,
        2018108,
    ): "(#10) This Person Cannot Receive Messages: This person isn't receiving messages from you right now.",
    (
        10,
        2018278,
    ): "(#10) This message is sent outside of allowed window. Learn more about the new policy here:"
    f" {POLICY_URL}",
    (10, 2018300): "(#10) Message failed to send because another app is controlling this thread now.",
    (10, 1893063): "(#10) This Page is temporarily restricted from sending messages.",
    (
        100,
        33,
    ): "Unsupported request. Object with this ID does not exist, cannot be loaded due to missing permissions,"
    " or does not support this operation.",
    (100, 2018001): "(#100) No matching user found",
    (100, 2018008): "(#100) Failed to fetch the file from the url",
    (100, 2018047): "(#100) Upload attachment failure.",
    (100, 2018074): "(#100) The attachment_id is not owned by this page.",
    (100, 2018109): "(#100) Attachment size exceeds allowable limit",
    (100, 2018218): "(#100) No profile available for this user.",
    (100, 2018294): "(#100) Uploading video timed out",
    (190, 0): "Invalid OAuth access token.",
    (200, 0): "(#200) Permissions error",
    (
        200,
        2018021,
    ): "(#200) Requires phone matching access fee to be paid by this page unless the recipient user is an"
    " admin, developer, or tester of the app.",
    (200, 2018028): "(#200) Cannot message users who are not admins, developers or testers of the app until"
    " pages_messaging permission is reviewed and the app is live.",
    (200, 1545041): "(#200) This person isn't available right now.",
    (230, 0): "(#230) Requires pages_messaging permission to manage the object",
    (368, 0): "The action attempted has been deemed abusive or is otherwise disallowed",
    (551, 0): "(#551) This person isn't available right now.",
    (551, 1545041): "(#551) This person isn't available right now.",
    (613, 0): "(#613) Calls to this api have exceeded the rate limit.",
}
TRANSIENT = {1, 2, 4, 613}


@dataclass(eq=False)
class GraphError(Exception):
    """An error answer. Without a message the one that Meta gives for the numbers is used."""

    code: int
    subcode: int = 0
    message: str = ""
    _: KW_ONLY
    status: int = 0
    type_: str = "OAuthException"
    title: str = ""
    is_transient: bool | None = None

    def __post_init__(self) -> None:
        self.message = self.message or known_message(self.code, self.subcode)
        self.status = self.status or (500 if self.code in (1, 2) else 400)
        if self.is_transient is None:
            self.is_transient = self.code in TRANSIENT
        super().__init__(self.message)

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        error: dict[str, Any] = {"message": self.message, "type": self.type_, "code": self.code}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.is_transient:
            error["is_transient"] = True
        if self.title:
            error |= {"is_transient": False, "error_user_title": self.title, "error_user_msg": self.message}
        return {"error": error | {"fbtrace_id": ids.new_trace()}}


def known_message(code: int, subcode: int) -> str:
    """Meta's sentence for a pair of numbers, as far as it is known."""
    if code == 190 and subcode in INVALID_TOKEN:
        return INVALID_TOKEN[subcode].format(app_id="", when="an earlier day", now="now")
    return OTHERS.get((code, subcode)) or OTHERS.get((code, 0)) or f"(#{code}) An error occurred"


def missing(parameter: str) -> GraphError:
    """A parameter that must be there is not."""
    return GraphError(100, message=f"(#100) The parameter {parameter} is required")


def no_object(method: str, object_id: str) -> GraphError:
    """The id names nothing that this token may see."""
    sentence = (
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be loaded due to"
        " missing permissions, or does not support this operation. Please read the Graph API documentation at"
        " https://developers.facebook.com/docs/graph-api"
    )
    return GraphError(100, 33, sentence, type_="GraphMethodException")
