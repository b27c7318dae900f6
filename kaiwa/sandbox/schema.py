"""The tables of the practice world. Times are milliseconds since 1970."""

TABLES = (
    "users", "pages", "roles", "grants", "codes", "tokens", "subscriptions", "customers", "threads",
    "messages", "reactions", "media", "attachments", "saved_attachments", "deliveries", "log", "settings", "owners",
    "businesses", "business_pages", "business_people", "messenger_profiles", "opened_links",
)  # fmt: skip

SCHEMA = """
PRAGMA user_version = 1;
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pages (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL, about TEXT NOT NULL DEFAULT '',
    username TEXT NOT NULL DEFAULT '', colour TEXT NOT NULL DEFAULT '', human_agent INTEGER NOT NULL DEFAULT 0,
    business TEXT NOT NULL DEFAULT '', restricted INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS roles (
    user_id TEXT NOT NULL, page_id TEXT NOT NULL, tasks TEXT NOT NULL, PRIMARY KEY (user_id, page_id));
CREATE TABLE IF NOT EXISTS grants (
    user_id TEXT PRIMARY KEY, granted TEXT NOT NULL, declined TEXT NOT NULL, pages TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY, user_id TEXT NOT NULL, redirect_uri TEXT NOT NULL, expires_at INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, kind TEXT NOT NULL, user_id TEXT NOT NULL, page_id TEXT NOT NULL DEFAULT '',
    issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL DEFAULT 0, invalid INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS subscriptions (
    page_id TEXT PRIMARY KEY, fields TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS customers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
    locale TEXT NOT NULL, timezone REAL NOT NULL DEFAULT 9, gender TEXT NOT NULL DEFAULT '',
    avatar TEXT NOT NULL DEFAULT '', profile TEXT NOT NULL DEFAULT 'ok', position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS threads (
    id TEXT PRIMARY KEY, page_id TEXT NOT NULL, customer_id TEXT NOT NULL, psid TEXT NOT NULL,
    blocked TEXT NOT NULL DEFAULT '', online INTEGER NOT NULL DEFAULT 1, auto_read INTEGER NOT NULL DEFAULT 0,
    last_inbound_at INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL DEFAULT 0,
    read_at INTEGER NOT NULL DEFAULT 0, page_read_at INTEGER NOT NULL DEFAULT 0,
    typing_until INTEGER NOT NULL DEFAULT 0, UNIQUE (page_id, psid), UNIQUE (page_id, customer_id));
CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, mid TEXT NOT NULL UNIQUE, thread_id TEXT NOT NULL,
    direction TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL,
    reply_to TEXT NOT NULL DEFAULT '', app_id TEXT NOT NULL DEFAULT '', metadata TEXT NOT NULL DEFAULT '',
    tag TEXT NOT NULL DEFAULT '', extra TEXT NOT NULL DEFAULT '{}', edits INTEGER NOT NULL DEFAULT 0,
    edited_at INTEGER NOT NULL DEFAULT 0, deleted_at INTEGER NOT NULL DEFAULT 0,
    delivered_at INTEGER NOT NULL DEFAULT 0, read_at INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS messages_by_thread ON messages (thread_id, at, seq);
CREATE TABLE IF NOT EXISTS reactions (
    mid TEXT NOT NULL, actor TEXT NOT NULL, reaction TEXT NOT NULL, emoji TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (mid, actor));
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL, width INTEGER, height INTEGER,
    at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, mid TEXT NOT NULL, type TEXT NOT NULL, media_id TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '{}');
CREATE INDEX IF NOT EXISTS attachments_by_mid ON attachments (mid);
CREATE TABLE IF NOT EXISTS saved_attachments (
    id TEXT PRIMARY KEY, page_id TEXT NOT NULL, type TEXT NOT NULL, media_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, page_id TEXT NOT NULL, thread_id TEXT NOT NULL, field TEXT NOT NULL,
    item TEXT NOT NULL, due_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0, made_at INTEGER NOT NULL, done_at INTEGER, error TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (page_id, due_at, id) WHERE state = 'pending';
CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, made_at INTEGER NOT NULL, side TEXT NOT NULL,
    action TEXT NOT NULL, page_id TEXT NOT NULL, customer_id TEXT NOT NULL, psid TEXT NOT NULL,
    mid TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '{}');
CREATE TABLE IF NOT EXISTS owners (thread_id TEXT PRIMARY KEY, app_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messenger_profiles (page_id TEXT PRIMARY KEY, properties TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS opened_links (thread_id TEXT PRIMARY KEY, ref TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS businesses (id TEXT PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS business_pages (
    business_id TEXT NOT NULL, page_id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (business_id, page_id));
CREATE TABLE IF NOT EXISTS business_people (
    business_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (business_id, user_id));
"""
