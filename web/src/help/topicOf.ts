import type { Topic } from "./topics"

/**
 * Which article explains a code, wherever the code is shown: a refused connection, a channel's problem, a locked
 * composer, a failed message. null: the code's own sentence says all there is.
 */
export function helpTopicOf(code: string | null | undefined): Topic | null {
  return explained[code ?? ""] ?? null
}

/** Its address. Without an article of its own it is the list of all problems. */
export const helpPath = (code?: string | null): string =>
  `/help/${helpTopicOf(code) ?? "troubleshooting"}`

const codes: Partial<Record<Topic, string[]>> = {
  "not-a-page-admin": [
    "not_admin",
    "page_not_admin",
    "page_unknown",
    "no_pages",
    "page_tasks_missing",
    "personal_account",
  ],
  permissions: ["permissions_missing", "permission_missing"],
  "installed-privately": ["installed_privately", "already_installed"],
  "page-elsewhere": ["page_elsewhere"],
  "something-went-wrong": ["provider_refused", "provider_error", "connect_expired", "cancelled"],
  "connection-lost": [
    "reauthorize",
    "login_expired",
    "not_subscribed",
    "app_removed",
    "login_deleted",
    "channel_disconnected",
    "channel_attention",
  ],
  "cannot-send": [
    "undelivered",
    "contact_unavailable",
    "contact_unknown",
    "unknown_outcome",
    "unreachable",
    "provider_failed",
    "rate_limited",
    "not_allowed",
    "refused",
    "invalid_request",
    "attachment_failed",
    "attachment_type",
    "attachment_too_large",
    "attachment_missing",
    "thread_elsewhere",
    "thread_with_app",
    "thread_automated",
    "offline",
  ],
  visibility: ["not_installer"],
  "reply-window": ["window_closed", "window_extended", "no_human_agent", "human_agent_missing"],
  policy: [
    "policy_blocked",
    "policy_warning",
    "page_restricted",
    "page_terms",
    "tag_abuse",
    "too_many_actions",
  ],
  invite: ["never_wrote"],
  contacts: ["contact_blocked"],
  "real-app": ["not_configured", "app_not_approved"],
}

const explained: Record<string, Topic> = Object.fromEntries(
  Object.entries(codes).flatMap(([topic, names]) => names.map((name) => [name, topic as Topic])),
)
