#!/bin/sh
# Install Debian's PostgreSQL for the tests that start a server of their own, where that can be
# done without asking. Debian would make a cluster at once, and start it: it is told not to.
set -eu
if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing PostgreSQL for the tests on it ..."
  export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
  settings=/etc/postgresql-common/createcluster.conf
  shipped=/usr/share/postgresql-common/createcluster.conf
  ours=no
  if [ ! -e "$settings" ]; then
    ours=yes
    mkdir -p "$(dirname "$settings")"
    echo "create_main_cluster = false" >"$settings"
  fi
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null \
    || echo "PostgreSQL could not be installed."
  # Whoever wants a cluster afterwards finds Debian's own settings again.
  if [ "$ours" = yes ]; then
    if [ -e "$shipped" ]; then cp "$shipped" "$settings"; else rm "$settings"; fi
  fi
else
  echo "No PostgreSQL server is installed: the tests that need one are skipped (Debian: apt install postgresql)."
fi
