#!/usr/bin/env bash
# One machine from nothing to a running site, on Debian 12 or newer: PostgreSQL, the site, nginx, backups by timers.
#   sudo deploy/install.sh expo.example.org
# Run in a clone that lies in /srv/expo. Run again after each update: what is there stays, what is new is added.
set -euo pipefail
umask 022
cd "$(dirname "$0")/.."

host=${1:?Name the host: sudo deploy/install.sh expo.example.org}
[ "$(id -u)" -eq 0 ] || { echo 'Run it as root: sudo deploy/install.sh' "${host}" >&2; exit 1; }
[ "$(pwd)" = /srv/expo ] || { echo "The clone lies in $(pwd); the units look for it in /srv/expo." >&2; exit 1; }

say() { printf '\n== %s\n' "$*"; }
as_expo() { (set -a && . /etc/expo/env && runuser -u expo -- "$@"); }
manage() { as_expo .venv/bin/python manage.py "$@"; }
has_systemd() { [ -d /run/systemd/system ]; }

say 'Packages'
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends ca-certificates gnupg nginx-light openssl postgresql python3 python3-venv >/dev/null

say 'User and folders'
id expo >/dev/null 2>&1 || useradd --system --home-dir /var/lib/expo --shell /usr/sbin/nologin expo
install -d -o expo -g www-data -m 0750 /var/lib/expo
# nginx reads the pictures that the site allows; whatever is made in the folder is of its group.
install -d -o expo -g www-data -m 2750 /var/lib/expo/pictures
install -d -o expo -g expo -m 0700 /var/backups/expo
install -d -o root -g expo -m 0750 /etc/expo
install -d -o root -g root -m 0700 /etc/expo/tls
install -d -o www-data -g www-data -m 0700 /var/cache/nginx/expo

say 'Variables: /etc/expo/env'
if [ ! -e /etc/expo/env ]; then
  key=$(/usr/bin/python3 -c 'import secrets; print(secrets.token_urlsafe(50))')
  sed -e "s|^SECRET_KEY=.*|SECRET_KEY=${key}|" -e "s|expo.example.org|${host}|" deploy/expo.env.example >/etc/expo/env
  chown root:expo /etc/expo/env
  chmod 0640 /etc/expo/env
fi

say 'Database'
if ! has_systemd; then service postgresql start; fi
runuser -u postgres -- psql -qtAc "SELECT 1 FROM pg_roles WHERE rolname = 'expo'" | grep -q 1 ||
  runuser -u postgres -- createuser --createdb expo
runuser -u postgres -- psql -qtAc "SELECT 1 FROM pg_database WHERE datname = 'expo'" | grep -q 1 ||
  runuser -u postgres -- createdb --owner expo expo
# Questions here are short and many: compiling one first takes longer than to answer it.
runuser -u postgres -- psql -qc 'ALTER ROLE expo SET jit = off'

say 'Packages of Python, from the lock, and the Chinese texts'
# Debian's own Python: one below somebody's home could not be run by the site's user.
(set -a && . /etc/expo/env && /usr/bin/python3 manage.py check)

if [ -z "${BACKED_UP:-}" ] && runuser -u postgres -- psql -qtAc "SELECT to_regclass('django_migrations') IS NOT NULL" expo | grep -q t; then
  say 'A backup, before anything is brought forward'
  manage backup
fi

say 'Tables, reference rows, static files'
if ! manage migrate --check >/dev/null 2>&1; then
  # The processes that run are of the old tables: they are closed until the new ones have begun.
  manage maintenance on --staff-too
  # A change that cannot have its table within three seconds lets everybody else go first, and tries again.
  tries=0
  until PGOPTIONS='-c lock_timeout=3s' manage migrate --verbosity 0; do
    tries=$((tries + 1))
    [ "${tries}" -lt 5 ] || exit 1
    sleep 5
  done
fi
manage load_reference
manage collectstatic --noinput --verbosity 0
manage check --deploy --fail-level WARNING

say 'Certificate'
if [ ! -e /etc/expo/tls/fullchain.pem ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=${host}" \
    -keyout /etc/expo/tls/privkey.pem -out /etc/expo/tls/fullchain.pem 2>/dev/null
  echo 'It is one of its own, for 30 days: put yours into /etc/expo/tls/, or use certbot (docs/operations.md).'
fi

say 'nginx and services'
sed "s/expo\.example\.org/${host}/g" deploy/nginx/expo.conf >/etc/nginx/sites-enabled/expo.conf
rm -f /etc/nginx/sites-enabled/default
nginx -t -q
install -m 0644 deploy/systemd/* /etc/systemd/system/
if has_systemd; then
  systemctl daemon-reload
  systemctl enable --quiet --now expo.service expo-staff.service expo-backup.timer expo-restore-drill.timer expo-clear-deleted.timer expo-verify-ledger.timer expo-push.timer
  systemctl restart expo.service expo-staff.service
  systemctl reload nginx
fi

manage maintenance off

say 'What the doctor says'
manage doctor || true

say 'Done'
echo "The site: https://${host}/   Its first administrator:"
echo '  set -a; . /etc/expo/env; runuser -u expo -- .venv/bin/python manage.py createsuperuser'
