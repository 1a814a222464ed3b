"""Runs the command line: `python -m sskg`, and the program `sskg`."""

import signal
from typing import NoReturn


def program() -> NoReturn:
    """Run the command line; Ctrl-C ends the process quietly while its modules are imported."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sskg.cli.main import program as run

    run()


if __name__ == "__main__":
    program()
