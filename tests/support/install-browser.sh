#!/bin/sh
# Install Debian's Chromium for the end-to-end tests, where that can be done without asking;
# libatomic1 is what Playwright's driver needs on a bare system.
set -eu
for name in chromium chromium-browser google-chrome chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the end-to-end tests ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core libatomic1; } >/dev/null \
    || echo "Chromium could not be installed."
else
  echo "No Chromium is installed: the tests that need one are skipped (Debian: apt install chromium)."
fi
