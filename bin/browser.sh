# The browser of the end-to-end tests: Chromium, and letters to draw Japanese with.

browser_packages="chromium fonts-noto-cjk"

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
        fail "The browser tests need Chromium and a Japanese font. On Debian: apt-get install $browser_packages"
    fi
    say "browser: installing $browser_packages with apt-get"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    # shellcheck disable=SC2086 - two words
    { apt-get -qq update && apt-get -qq install --yes --no-install-recommends $browser_packages; } >/dev/null </dev/null ||
        fail "Chromium could not be installed: apt-get install $browser_packages"
}
