"""Starts the `monazite` command, also as `python -m monazite`; Ctrl-C is heard from the start."""

import _thread
import atexit
import gc
import os
import sys
import threading
import time
from types import FrameType

CANCELLED = 3
"""The exit code of a command that was cancelled."""

AGAIN = 0.02
"""Seconds until Ctrl-C that was lost is raised again."""

BEGINNING = 2_000_000
"""How many new objects pass before circles are looked for among them, while a command begins.

Modules and the study are half a million that stay, and going over them takes a tenth of a command;
once they are there, `monazite.core.circles` has it as usual.
"""


def main() -> int:
    """Run the command of the shell's words; cancelling it while it is still being read is fine."""
    gc.set_threshold(BEGINNING)
    _load_less()
    sys.unraisablehook = _hear_again
    code = CANCELLED
    try:
        from monazite.cli import main as command

        code = command()
    except KeyboardInterrupt:
        sys.stderr.write("Cancelled.\n")
    if code == CANCELLED:
        atexit.register(_leave)
    return code


def _hear_again(lost: "sys.UnraisableHookArgs") -> None:
    """Cancel a moment later where Ctrl-C came while nothing could be raised.

    Python drops what is raised as an object goes, such as the lock of every module it has read,
    and would go on as if nobody had asked.
    """
    if issubclass(lost.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_cancel_once_left, (threading.get_ident(),))
    else:
        sys.__unraisablehook__(lost)


def _cancel_once_left(main_thread: int) -> None:
    """Cancel once the main thread has left the hook, in which it would be lost again.

    Where the system can, it is told as by Ctrl-C itself, which also ends a sleep.
    """
    import signal

    time.sleep(AGAIN)
    while _is_hearing(sys._current_frames().get(main_thread)):
        time.sleep(AGAIN)
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _is_hearing(frame: FrameType | None) -> bool:
    """Whether a thread that stands at a frame is still in the hook that hears what was lost."""
    while frame is not None and frame.f_code is not _hear_again.__code__:
        frame = frame.f_back
    return frame is not None


def _leave() -> None:
    """End with the code of what was cancelled.

    Python itself ends with that of a signal where Ctrl-C came while a class was being made of text,
    as those of records are, whoever dealt with it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(CANCELLED)


def _load_less() -> None:
    """Keep libraries from loading what a command of ours never uses, where that is installed.

    pydantic looks through every installed package for plugins. Products of vectors and matrices
    are small here, and threads that wait for more of them take longer than they do.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


if __name__ == "__main__":
    sys.exit(main())
