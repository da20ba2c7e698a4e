"""The blueprint of the appraisal."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("appraisal", __name__)
Page = str | Response | tuple[str, int]
