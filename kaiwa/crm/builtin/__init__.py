"""The CRM that comes with Kaiwa: persons, organizations, leads and deals, with pages of their own."""
