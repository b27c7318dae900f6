"""Facebook Messenger: Pages, through Meta's Graph API and webhooks."""
