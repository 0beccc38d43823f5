"""Under which name somebody curates: their own, unless their own work is among what is curated."""

from collections.abc import Collection

TITLES = ("curator", "محكِّم")  # in every language of the interface, for a project is kept in one


def curator_name(
    name: str, annotators: Collection[str], *, has_finished: bool, title: str = TITLES[0]
) -> str:
    """The name under which `name` curates in a project with these annotators.

    `has_finished` says whether they have finished sets of their own there, which curation must
    not touch. Who has begun to curate under a title goes on under it.
    """
    titled = [f"{name} ({known})" for known in TITLES]
    begun = next((known for known in titled if known in annotators), None)
    if begun is not None:
        return begun
    return f"{name} ({title})" if has_finished else name
