"""What people are told: templates with their values, so that they can be translated."""

QUOTED = 500  # letters of a value that a sentence quotes


class Refusal(Exception):
    """Something that will not be done, said in one sentence.

    `template` is an English sentence with `{names}`; `values` fill them, and may be refusals
    themselves (the reason behind this one). `str()` gives the English sentence; the window and the
    command line translate the template and fill it again.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    @property
    def told(self) -> dict[str, object]:
        """The values as the sentence quotes them: not much of what a file has too much of."""
        return {
            name: f"{value[:QUOTED]}…" if isinstance(value, str) and len(value) > QUOTED else value
            for name, value in self.values.items()
        }

    def __str__(self) -> str:
        return self.template.format(**self.told)


class AnnotationError(Refusal):
    """What was asked for is not allowed: the sentence says why, and what would be."""


class StaleChange(AnnotationError):
    """A change expects an item that is not what the state holds."""


class KnownError(Refusal):
    """The world's fault (a full disk, a file that is not ours): the sentence says what to do."""


class Damaged(KnownError):
    """A project file that is not sound; a backup and the journal beside it can restore it."""
