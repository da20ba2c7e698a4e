"""The address under which all pages of rounds lie."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("rounds", __name__, url_prefix="/rounds")
Page = str | Response | tuple[str, int]
