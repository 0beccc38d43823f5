"""New ids: UUIDv7 as text, which sort in the order in which one process made them."""

import secrets
import threading
import time
import uuid

_COUNTER_BITS = 12
_RANDOM_BITS = 62

_guard = threading.Lock()
_last = (0, 0)  # milliseconds and counter of the latest id


def new_id() -> str:
    """A UUIDv7 (RFC 9562, its counter in rand_a), later than every earlier one of this process."""
    milliseconds, counter = _next_tick()
    value = milliseconds << 80 | 7 << 76 | counter << 64
    value |= 0b10 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return str(uuid.UUID(int=value))


def _next_tick() -> tuple[int, int]:
    """Time and counter of the next id; a clock that is set back does not set the ids back."""
    global _last
    with _guard:
        now = time.time_ns() // 1_000_000
        if now > _last[0]:
            # The upper half stays free for the ids that follow within this millisecond.
            _last = (now, secrets.randbits(_COUNTER_BITS - 1))
        elif _last[1] + 1 < 1 << _COUNTER_BITS:
            _last = (_last[0], _last[1] + 1)
        else:
            _last = (_last[0] + 1, 0)
        return _last
