# What bin/run, bin/test and bin/check share. POSIX sh; the machine has Python 3.11 or newer, and maybe no more.
# Each step runs only when what it is made from has changed; .cache/ remembers what it was made from.

root=$(cd "$(dirname "$(readlink -f "$0" 2>/dev/null || echo "$0")")/.." && pwd -P)
venv=$root/.venv
cache=$root/.cache
uv_version=0.13.9

# The registry's interpreters and our own language settings stay out of it
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 PIP_DISABLE_PIP_VERSION_CHECK=1
unset CDPATH VIRTUAL_ENV PYTHONPATH PYTHONHOME
# Without its cache of compiled modules every process of ours starts two seconds of processor time later
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# changed STEP FILE...: whether any of these differs from when STEP was last done; done_with STEP FILE... notes it
changed() { [ "$(fingerprint "$@")" != "$(cat "$cache/$1" 2>/dev/null)" ]; }

done_with() {
    mkdir -p "$cache"
    fingerprint "$@" >"$cache/$1"
}

fingerprint() {
    step=$1
    shift
    find "$@" -type f -exec cksum {} + 2>/dev/null | LC_ALL=C sort | { echo "$step" "$root"; cat; } | cksum
}

# --- Python -----------------------------------------------------------------------------------------------

find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return
        fi
    done
    command -v python3 >/dev/null || fail "Kaiwa needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"
    fail "Kaiwa needs Python 3.11 or newer; this is $(python3 --version 2>&1). PYTHON=/path/to/python3 chooses another."
}

make_venv() {
    if venv_is_ours && find_uv; then
        return
    fi
    find_python
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python's venv module is missing. On Debian: apt-get install python3-venv"
    say "environment: making .venv with $("$python" --version)"
    rm -rf "$venv" "$cache"
    "$python" -m venv "$venv" || fail "The environment could not be made."
    "$venv/bin/python" -m pip install --quiet "uv==$uv_version" || fail "uv $uv_version could not be installed with pip."
    printf '%s' "$root" >"$venv/.made-for"
    find_uv
}

# A clone that was moved has an environment that points to where it was; one made by `uv sync` says nothing of it
venv_is_ours() {
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        { [ ! -e "$venv/.made-for" ] || [ "$(cat "$venv/.made-for")" = "$root" ]; }
}

find_uv() {
    uv=$venv/bin/uv
    [ -x "$uv" ] || uv=$(command -v uv)
}

# install [GROUP...]: the locked packages; groups once wanted stay, so that bin/run and bin/test do not undo each other
install() {
    make_venv
    mkdir -p "$cache/groups"
    new=
    for group in "$@"; do
        [ -e "$cache/groups/$group" ] || new=yes
        : >"$cache/groups/$group"
    done
    if [ -z "$new" ] && ! changed packages "$root/uv.lock" "$root/pyproject.toml"; then
        return
    fi
    set --
    for group in "$cache"/groups/*; do
        [ ! -e "$group" ] || set -- "$@" --group "${group##*/}"
    done
    say "packages: installing what uv.lock says${2:+ ($*)}"
    "$uv" sync --quiet --frozen --no-default-groups --directory "$root" "$@" || {
        rm -rf "$cache/groups" "$cache/packages"
        fail "The Python packages could not be installed."
    }
    done_with packages "$root/uv.lock" "$root/pyproject.toml"
}

# --- the interface ----------------------------------------------------------------------------------------

# The machine's Node if it is new enough for Vite, else the one that comes as a Python package
find_node() {
    if node_is_new_enough 2>/dev/null && command -v npm >/dev/null; then
        return
    fi
    install node
    PATH=$venv/bin:$PATH
    export PATH
    node_is_new_enough || fail "There is no Node 20.19, 22.12 or newer, and the one from uv.lock does not run."
}

node_is_new_enough() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number)
        process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
}

install_web() {
    if [ -d "$root/web/node_modules" ] && ! changed web-packages "$root/web/package-lock.json"; then
        return
    fi
    find_node
    say "interface: installing its packages"
    (cd "$root/web" && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null) || fail "npm ci failed."
    done_with web-packages "$root/web/package-lock.json"
}

build_web() {
    set -- "$root/web/src" "$root/web/public" "$root/web/index.html" "$root/web/package-lock.json" \
        "$root/web/vite.config.ts" "$root/web/tsconfig.json" "$root/web/help" "$root/docs/help"
    if [ -e "$root/web/dist/index.html" ] && ! changed web-build "$@"; then
        return
    fi
    install_web
    find_node
    say "interface: building"
    (cd "$root/web" && npm run --silent build -- --logLevel warn) || fail "The interface could not be built."
    done_with web-build "$@"
}

# --- texts ------------------------------------------------------------------------------------------------

compile_texts() {
    [ -n "$(find "$root/kaiwa/locale" -name '*.po' 2>/dev/null)" ] || return 0
    changed texts "$root/kaiwa/locale" || return 0
    say "texts: compiling"
    "$venv/bin/python" -P -m babel.messages.frontend --quiet compile --directory "$root/kaiwa/locale" --domain django ||
        fail "The translations could not be compiled."
    done_with texts "$root/kaiwa/locale"
}
