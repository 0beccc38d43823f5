"""The time of day as it is written: informative only, no order depends on it."""

from datetime import UTC, datetime


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def seconds_of(at: str) -> float:
    """A written time in seconds since 1970; without a zone it is taken for UTC."""
    time = datetime.fromisoformat(at)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
