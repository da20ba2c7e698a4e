"""What changes meetings, their decisions and reports: by subject, each command named like its move."""
