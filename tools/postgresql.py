"""Run a command beside a PostgreSQL cluster that lives only as long as the command.

``postgresql.py make-something …`` makes an empty cluster in a short temporary folder, listening
on a socket there and on no port, gives its address in DATABASE_URL, and stops and removes it
whatever happens. PostgreSQL refuses to run as root: there it runs as ``postgres`` or ``nobody``.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from programs import need

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@contextmanager
def cluster() -> Iterator[str]:
    """Give the address (DATABASE_URL) of an empty cluster, gone afterwards."""
    programs = Path(need("postgresql"))
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    other = _other_user()
    if other:
        os.chown(folder, other.pw_uid, other.pw_gid)
    data = folder / "data"
    try:
        _run(
            other,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "benevalibre",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        try:
            _run(
                other,
                programs / "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                folder / "log",
                "-o",
                f"-k {folder} -h '' {QUICK}",
                "start",
            )
            yield f"postgres://benevalibre@/postgres?host={folder}"
        except subprocess.CalledProcessError:
            log = folder / "log"
            sys.stderr.write(log.read_text() if log.exists() else "")
            raise
        finally:
            if (data / "postmaster.pid").exists():
                _run(other, programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> pwd.struct_passwd | None:
    """Who runs the server where we are root; None where we run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL does not run as root, and there is no user postgres nor nobody here.")


def _run(other: pwd.struct_passwd | None, *words: str | Path) -> None:
    """Run a program of PostgreSQL, as ``other`` where given, and show what it says if it fails."""
    command = [str(word) for word in words]
    if other:
        identity = [f"--reuid={other.pw_uid}", f"--regid={other.pw_gid}", "--clear-groups"]
        command = ["setpriv", *identity, *command]
    try:
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except subprocess.CalledProcessError as error:
        sys.stderr.write(error.output.decode(errors="replace"))
        raise


def _stop(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exit, so that the cluster is stopped."""
    sys.exit(128 + number)


def main() -> None:
    """Run the command line's words beside a cluster; exit as the command did."""
    if len(sys.argv) < 2:
        sys.exit("usage: postgresql.py COMMAND …")
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    with cluster() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        code = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    sys.exit(code)


if __name__ == "__main__":
    main()
