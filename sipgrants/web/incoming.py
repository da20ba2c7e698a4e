"""What comes in, without the signs that nobody types and PostgreSQL keeps in no text: null bytes and other controls."""

import re
from functools import cached_property
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequest, NotFound

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class CleanRequest(Request):
    """A request whose fields, arguments and file names carry no control signs; an address with one leads nowhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if _CONTROLS.search(self.path):
            self.routing_exception = NotFound()

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        self.__dict__["form"] = _clean(self.form)
        for brought in self.files.values():
            brought.filename = _CONTROLS.sub("", brought.filename or "")

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """Return the arguments of the address; BadRequest where they are no text."""
        try:
            return _clean(super().args)
        except UnicodeDecodeError:
            raise BadRequest() from None


def _clean(fields: Any) -> ImmutableMultiDict[str, str]:
    pairs = fields.items(multi=True)
    return ImmutableMultiDict((_CONTROLS.sub("", name), _CONTROLS.sub("", value)) for name, value in pairs)
