# The browser of the end-to-end tests: Chromium, and letters to draw Japanese with.

find_browser() {
    if ! has_browser; then
        install_browser
        has_browser || fail "Chromium was installed, but it cannot be found."
    fi
}

has_browser() {
    for browser in ${KAIWA_TEST_BROWSER:+"$KAIWA_TEST_BROWSER"} chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if browser=$(command -v "$browser"); then
            # Without a Japanese font every letter is a box; a machine without fc-list is trusted
            ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=ja family)" ]
            return
        fi
    done
    return 1
}

install_browser() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        fail "The browser tests need Chromium and a Japanese font. On Debian: apt-get install chromium fonts-noto-cjk"
    fi
    say "browser: installing chromium and fonts-noto-cjk with apt-get"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    { apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium fonts-noto-cjk; } \
        </dev/null >/dev/null || fail "Chromium could not be installed: apt-get install chromium fonts-noto-cjk"
}
