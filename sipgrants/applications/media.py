"""How much an application takes beside its forms. Which files, is for `core.media` to say."""

from sipgrants.core.media import MB

LARGEST_IN_ALL = 100 * MB  # our default, no rule of the Programme being published
