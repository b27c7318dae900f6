"""CRM: which person, lead or deal a conversation belongs to, and what of it the CRM gets to read."""
