"""Where what was learnt in a project is kept between two sessions; it can always be made again."""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.own_files import OWN, make_folder, narrow
from annotation.files.placing import remove_folder, replace_all
from annotation.files.work_folders import WORK_FOLDER, unfinished_beside
from annotation.suggesting.suggester import Suggester


class Models:
    """One project's folder in the cache; in it one model, named by the texts it has counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        narrow(folder, OWN)  # an earlier version left it as the system had it

    def load_latest(self, suggester: Suggester) -> bool:
        """Take over what was learnt last, whatever has come to the project since."""
        places: list[Path] = []
        with suppress(OSError):
            places = [*self._folder.iterdir()]
        return any(_load(suggester, place) for place in places)

    def load(self, suggester: Suggester, texts: Sequence[str]) -> bool:
        """Take over what was learnt when the project had just these texts."""
        return _load(suggester, self._place(texts))

    def save(self, suggester: Suggester, texts: Sequence[str]) -> None:
        """Keep what was learnt, and nothing older; a disk that is full stops nobody."""
        place = self._place(texts)
        with suppress(OSError, KnownError):
            make_folder(self._folder)
            with unfinished_beside(place) as fresh:
                suggester.save(fresh)
                replace_all([(fresh, place)], fresh.with_name("before"))
            for other in set(self._folder.iterdir()) - {place}:
                if not WORK_FOLDER.fullmatch(other.name):  # somebody else is just saving
                    remove_folder(other)

    def forget(self) -> None:
        """Keep nothing."""
        with suppress(OSError):
            remove_folder(self._folder)

    def _place(self, texts: Sequence[str]) -> Path:
        seal = sha256()
        for text in texts:
            seal.update(sha256(text.encode("utf-8", "surrogatepass")).digest())
        return self._folder / seal.hexdigest()[:16]


def kept_in(folder: Path) -> tuple[int, float]:
    """How many bytes are kept in a folder, and when the last of them were written; 0 for never."""
    size, last = 0, 0.0
    for path in folder.rglob("*"):
        with suppress(OSError):
            status = path.stat()
            if path.is_file():
                size, last = size + status.st_size, max(last, status.st_mtime)
    return size, last


def _load(suggester: Suggester, place: Path) -> bool:
    if not place.is_dir():
        return False
    try:
        suggester.load(place)
    except KnownError:
        return False
    return True
