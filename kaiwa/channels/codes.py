"""Every code that a channel can give: for a message that failed, a channel in trouble, a refused connection.

The sentences are for logs. What people read is worded from the code by the interface, in their language.
"""

# A call that failed
FAILURES = {
    "app_removed": "Our app was removed on the provider's side. Connect it again.",
    "reauthorize": "The provider no longer accepts this channel's login. Connect it again.",
    "permission_missing": "The channel's login lacks a permission. Connect it again and grant all of them.",
    "app_not_approved": "The app may not write to this person until the provider has reviewed it.",
    "human_agent_missing": "The app does not hold the permission for answers by hand after the reply window.",
    "window_closed": "The reply window is closed.",
    "contact_unavailable": "The person cannot be reached: blocked, deactivated, or not receiving messages.",
    "contact_unknown": "The provider does not know this person on this channel.",
    "page_restricted": "The provider restricts this channel for now.",
    "page_terms": "The channel's owner has not accepted the provider's terms.",
    "policy_blocked": "The provider blocked this channel for breaking its policy.",
    "tag_abuse": "The provider warns that answers after the reply window are used too freely with this person.",
    "too_many_actions": "The provider says that this person is being contacted too often.",
    "not_allowed": "The provider does not allow this.",
    "not_found": "The provider does not know what was asked for, or will not show it.",
    "message_gone": "The message is deleted at the provider.",
    "invalid_request": "The provider does not accept this request.",
    "refused": "The provider refused without a reason known here.",
    "thread_elsewhere": "Another app has the conversation at the moment.",
    "thread_automated": "The conversation is in an automated flow at the moment.",
    "profile_unavailable": "The provider does not show this person's profile.",
    "attachment_failed": "The provider could not take over the file.",
    "attachment_type": "The provider does not accept this kind of file.",
    "attachment_too_large": "The file is larger than the provider accepts.",
    "attachment_missing": "The file to be sent is not in storage any more.",
    "storage_away": "Our own store of files cannot be reached for the moment.",
    "file_gone": "The provider no longer has the file.",
    "file_too_large": "The file is larger than Kaiwa takes over.",
    "address_refused": "The address leads into this machine's own network.",
    "rate_limited": "Too many calls for the provider at the moment.",
    "provider_failed": "The provider failed for the moment.",
    "unreachable": "The provider could not be reached.",
    "unknown_outcome": "It is not known whether the message was sent.",
}

# What may be wrong with a channel besides
PROBLEMS = {
    "not_subscribed": "The provider does not yet report this channel's messages to us.",
    "policy_unblocked": "The provider no longer blocks this channel.",
    "policy_warning": "The provider warns about its policy.",
    "login_deleted": "The person who connected it had their login deleted here.",
}

# What a round says of itself
ROUNDS = {
    "resubscribed": "The provider had stopped reporting this channel's messages, and was asked to begin again.",
    "round_failed": "The comparison with the provider's list failed here. The log says why.",
}

# Why a channel was not connected
REFUSALS = {
    "not_admin": "Only an admin of the workspace can connect channels.",
    "not_configured": "The operator of this installation has not set up the provider's app.",
    "already_installed": "It is installed already, and shared: there is nothing to install again.",
    "installed_privately": "Another admin of this workspace installed it for themselves.",
    "cancelled": "The provider's dialog was closed without agreeing.",
    "permissions_missing": "Not all permissions were granted.",
    "connect_expired": "The connection was not begun here, or too long ago.",
    "provider_refused": "The provider did not finish the login.",
    "login_expired": "The provider no longer accepts the login of who installed it.",
    "not_installer": "Only who installed it can change who sees it.",
    "page_tasks_missing": "The person who logged in may not answer or moderate on this Page.",
    "personal_account": "A personal account is no Page.",
    "page_not_admin": "The person who logged in is not an admin of this Page.",
    "page_elsewhere": "The Page is connected elsewhere in this installation.",
    "page_unknown": "The login does not open this Page.",
}

# Why a permission is asked for
PERMISSIONS = {
    "why_pages_show_list": "To list the Pages, so that those to connect can be chosen.",
    "why_pages_messaging": "To read what customers write to the Page, and to answer.",
    "why_pages_manage_metadata": "To have new messages reported as they come.",
    "why_pages_read_engagement": "To show the Page's name and picture.",
    "why_business_management": "To find Pages that belong to a business.",
}

ALL = FAILURES | PROBLEMS | ROUNDS | REFUSALS | PERMISSIONS
