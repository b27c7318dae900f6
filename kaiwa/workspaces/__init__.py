"""WHO: workspaces, their members, invitations and tokens."""
