"""Ties what closes a gap of the emulator to the line of its code that is the gap."""

import inspect


def gap(function, line):
    """Without the line the emulator does otherwise than when the gap was found, and the run stops: so nothing here outlives
    its reason."""

    def tie(close):
        if line not in inspect.getsource(function):
            raise SystemExit(
                f"The emulator's {function.__module__}.{function.__name__} has no `{line}` any more: delete"
                f" {close.__name__} from {close.__module__}.py, or tie it to what is otherwise than AWS now."
            )
        return close

    return tie
