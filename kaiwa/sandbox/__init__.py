"""A practice ground: Meta's Graph API, its Login dialog and its customers, on loopback.

A process of its own with a database of its own. Nothing of Kaiwa imports it and it imports nothing of
Kaiwa: provider code reaches it over HTTP and cannot tell it from the real thing. See README.md here.
"""
