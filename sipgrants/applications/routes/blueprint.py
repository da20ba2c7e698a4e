"""The address under which all pages of applications lie."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("applications", __name__, url_prefix="/applications")
Page = str | Response | tuple[str, int]
