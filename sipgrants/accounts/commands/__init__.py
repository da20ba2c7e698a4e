"""What people do with accounts and roles, by subject: signing in, the second factor, roles, teams, import."""
