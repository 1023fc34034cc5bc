"""A studio that runs: a server of its own on a free port, with its files in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def studio(
    folder: Path, study: str = "toy", port: int | None = None, *more: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the command and give its address, once it answers, with its process."""
    port = port or free_port()
    # what nobody asked is not worked out: tests have the machine to themselves, and to each other
    words = ["studio", study, "--no-browser", "--no-ahead", "--port", str(port), *more]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-m", "monazite", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            assert process.poll() is None, (process.stdout or sys.stdin).read()
            try:
                urllib.request.urlopen(f"{address}/api/studies", timeout=1).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield address, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdout:
            process.stdout.close()
