"""The public port: the door for webhooks, live streams, files, pages, and a proxy to the rest."""
