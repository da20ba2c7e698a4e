"""The address under which all pages of scoring lie."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("scoring", __name__, url_prefix="/scoring")
Page = str | Response | tuple[str, int]
