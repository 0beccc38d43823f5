"""Where things lie that are not in the project: backups and side journals, the search index."""

import os
from pathlib import Path

import platformdirs

APPLICATION = "tawseem"


def data_folder() -> Path:
    """The user's folder for backups and side journals; TAWSEEM_DATA names another."""
    wish = os.environ.get("TAWSEEM_DATA")
    return Path(wish) if wish else Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def cache_folder() -> Path:
    """The user's folder for what can be made again; TAWSEEM_CACHE names another."""
    wish = os.environ.get("TAWSEEM_CACHE")
    return Path(wish) if wish else Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))
