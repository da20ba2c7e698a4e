"""The application as servers and the `flask` command find it."""

from sipgrants.app import create_app

app = create_app()
