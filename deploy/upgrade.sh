#!/usr/bin/env bash
# The newest version of the code, or a named one, on a machine that deploy/install.sh has set up:
#   sudo deploy/upgrade.sh [REVISION]
# Backs up before anything changes. Where it fails, the site stays closed and it says how to go back.
set -euo pipefail

main() {
  cd "$(dirname "$0")/.."
  [ "$(id -u)" -eq 0 ] || { echo 'Run it as root: sudo deploy/upgrade.sh' >&2; exit 1; }
  [ -z "$(git status --porcelain --untracked-files=no)" ] || { echo 'Somebody has changed files here: git status' >&2; exit 1; }
  host=$(sed -n 's/^ *server_name \(.*\);$/\1/p' /etc/nginx/sites-enabled/expo.conf | head -n 1)
  before=$(git rev-parse HEAD)

  printf '\n== A backup\n'
  (set -a && . /etc/expo/env && runuser -u expo -- .venv/bin/python manage.py backup)
  archive=$(ls -t /var/backups/expo/expo-*.tar* | head -n 1)

  printf '\n== The code\n'
  git fetch --quiet --tags origin
  if [ $# -gt 0 ]; then git checkout --quiet --detach "$1"; else git merge --quiet --ff-only; fi
  git --no-pager log --oneline -1

  trap 'go_back' ERR
  BACKED_UP=1 deploy/install.sh "${host}"
  printf '\nBefore: %s. Its archive: %s\n' "${before}" "${archive}"
}

go_back() {
  cat >&2 <<END

It failed; the site stays closed if its tables were being changed. To go back to what was there:
  git checkout --detach ${before} && rm -rf .venv
  runuser -u postgres -- dropdb expo && runuser -u postgres -- createdb --owner expo expo
  set -a; . /etc/expo/env; /usr/bin/python3 manage.py check; runuser -u expo -- .venv/bin/python manage.py restore ${archive}
  deploy/install.sh ${host}
END
}

# Read whole before it runs: it changes the files among which it lies.
main "$@"
exit
