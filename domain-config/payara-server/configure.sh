#!/bin/sh
# Sets up a running Payara Server domain for the EAR and starts it anew; may be run again and again.
#
#   configure.sh DOMAIN_DIRECTORY WARN_PROPERTIES SECRETS_DIRECTORY POSTGRESQL_JAR
#
# ASADMIN is how asadmin is called, such as "/opt/payara6/bin/asadmin --port 4848 --user admin"; otherwise that of the path. The passwords of
# the domain's administrator and of its key stores are secrets, too: warn.payara.admin-password and warn.payara.master-password. Only in
# development mode they may be missing: the administrator then has none, and the other is Payara's own.
set -eu
domain=$1 properties=$2 secrets=$3 driver=$4
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../checks.sh"
umask 077

refuse_shared_ports
refuse_odd_secrets
refuse_callback_without_callers

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

password_file() { # The passwords of keytool lie in a file, one line: neither arguments nor the environment, whose encoding is the machine's.
  secret "$1" > "$work/$1"
}

# Payara's own passwords.
: > "$work/payara"
if [ -f "$secrets/warn.payara.master-password" ]; then
  password_line AS_ADMIN_MASTERPASSWORD warn.payara.master-password >> "$work/payara"
  password_file warn.payara.master-password
else
  printf changeit > "$work/warn.payara.master-password"
fi
if [ -f "$secrets/warn.payara.admin-password" ]; then
  password_line AS_ADMIN_PASSWORD warn.payara.admin-password >> "$work/payara"
fi
MASTER=$work/warn.payara.master-password
plain_asadmin="${ASADMIN:-asadmin} --interactive=false"
asadmin="$plain_asadmin --passwordfile $work/payara"
if ! development; then
  [ "$(cat "$MASTER")" != changeit ] ||
    fail "$secrets/warn.payara.master-password: must be there and not Payara's own; asadmin change-master-password"
  [ -f "$secrets/warn.payara.admin-password" ] ||
    fail "$secrets/warn.payara.admin-password: is missing"
  echo 'AS_ADMIN_PASSWORD=' > "$work/none"
  ! $plain_asadmin --passwordfile "$work/none" uptime < /dev/null > /dev/null 2>&1 ||
    fail "$domain: anybody is its administrator, without a password; asadmin change-admin-password"
fi

run() { # file, whether a command may fail
  $asadmin multimode --file "$1" < /dev/null > "$work/out" 2>&1 || true
  if [ "$2" = strict ] && grep -q 'Command .* failed\|^Command .* not found' "$work/out"; then
    grep -B 3 'Command .* failed\|^Command .* not found' "$work/out" >&2
    exit 1
  fi
}

quietly() { # Runs a command; what it says is shown only where it fails.
  "$@" < /dev/null > "$work/out" 2>&1 || {
    cat "$work/out" >&2
    exit 1
  }
}

keys() { # A command of keytool.
  quietly keytool -J-Duser.language=en -J-Dfile.encoding=UTF-8 "$@"
}

aliases() { # key store, the file with its password; the answer is in the file "keys"
  keys -list -rfc -keystore "$1" -storepass:file "$2"
  sed -n 's/^Alias name: //p' "$work/out" > "$work/keys"
}

# The driver, and the keys of TLS: the domain has one store of keys and one of trusted certificates.
cp "$driver" "$domain/lib/postgresql.jar"
chmod 644 "$domain/lib/postgresql.jar"
password_file warn.tls.password
aliases "$domain/config/keystore.p12" "$MASTER"
if grep -qx warn-server "$work/keys"; then
  keys -delete -alias warn-server -keystore "$domain/config/keystore.p12" -storepass:file "$MASTER"
fi
keys -importkeystore -noprompt -srckeystore "$(setting warn.tls.keystore)" -srcstorepass:file "$work/warn.tls.password" \
  -srcalias "$(setting warn.tls.alias)" -destalias warn-server -destkeystore "$domain/config/keystore.p12" \
  -deststorepass:file "$MASTER" -destkeypass:file "$MASTER" -deststoretype PKCS12
# The callers of an earlier time go first: who is no longer in the file is no longer trusted. The prefix tells them from what came with Payara.
aliases "$domain/config/cacerts.p12" "$MASTER"
while read -r alias; do
  case $alias in
    warn-caller-*) keys -delete -alias "$alias" -keystore "$domain/config/cacerts.p12" -storepass:file "$MASTER" ;;
  esac
done < "$work/keys"
if has_callback; then
  password_file warn.tls.truststore-password
  aliases "$(setting warn.tls.truststore)" "$work/warn.tls.truststore-password"
  while read -r alias; do
    keys -importkeystore -noprompt -srckeystore "$(setting warn.tls.truststore)" -srcstorepass:file "$work/warn.tls.truststore-password" \
      -srcalias "$alias" -destalias "warn-caller-$alias" -destkeystore "$domain/config/cacerts.p12" -deststorepass:file "$MASTER"
  done < "$work/keys"
fi

# Settings and secrets: what is there already is exchanged, and in the end what is no longer named is taken back. Every name that begins with
# "warn." is this script's. Key stores such as that of the aliases may write a name in lower case.
printf '%s\n' list-system-properties list-password-aliases list-file-users > "$work/list.asadmin"
run "$work/list.asadmin" strict
sed -n 's/^ *\(warn\.[^=]*\)=.*/delete-system-property \1/p' "$work/out" > "$work/there"
sed -n 's/^ *\([^= ]*\) *$/\1/p' "$work/out" > "$work/names"
sed -n 's/^warn\./delete-password-alias &/p' "$work/names" >> "$work/there"
sed -n 's/^\([a-z][^=]*\)=.*/delete-system-property \1/p' "$properties" > "$work/kept"

verb() { # The command's for this alias or user.
  if grep -qixF "$1" "$work/names"; then printf update; else printf create; fi
}

{
  for file in "$secrets"/warn.*; do
    name=$(basename "$file")
    # Payara's own are none of the application's.
    case $name in warn.payara.*) continue ;; esac
    printf 'delete-password-alias %s\n' "$name" >> "$work/kept"
    { cat "$work/payara" && password_line AS_ADMIN_ALIASPASSWORD "$name"; } > "$work/alias-$name"
    printf '%s-password-alias --passwordfile %s %s\n' "$(verb "$name")" "$work/alias-$name" "$name"
  done
  for login in operator:warn.operations.password monitor:warn.monitoring.password; do
    user=${login%%:*}
    { cat "$work/payara" && password_line AS_ADMIN_USERPASSWORD "${login#*:}"; } > "$work/$user"
    printf '%s-file-user --passwordfile %s --groups %s %s\n' "$(verb "$user")" "$work/$user" "$user" "$user"
  done
  # In a value, colon and equals sign have a meaning for asadmin; a blank needs the quotation marks.
  printf 'create-system-properties "'
  grep '^[a-z]' "$properties" | while IFS='=' read -r name value; do
    printf '%s=%s:' "$name" "$(printf '%s' "$value" | sed -e 's/[:=]/\\\\&/g')"
  done | sed -e 's/:$//'
  printf '"\n'
} > "$work/set.asadmin"
run "$work/set.asadmin" strict
if has_callback; then
  cp "$here/create.asadmin" "$work/first.asadmin"
  cp "$here/settings.asadmin" "$work/settings"
else
  {
    grep -v warn-callback "$here/create.asadmin"
    printf '%s\n' 'delete-http-listener warn-callback' 'delete-threadpool warn-callback'
  } > "$work/first.asadmin"
  grep -v warn-callback "$here/settings.asadmin" > "$work/settings"
fi
run "$work/first.asadmin" tolerant
# Each command is a request: one sets everything. It is the last step to take back what is not named, since Payara keeps a system property that a
# listener still refers to.
{
  grep -v '^set ' "$work/settings"
  printf set
  sed -n 's/^set / /p' "$work/settings" | tr -d '\n'
  printf '\n'
  grep -vixF -f "$work/kept" "$work/there" || true
} > "$work/settings.asadmin"
run "$work/settings.asadmin" strict
quietly $asadmin restart-domain --domaindir "$(dirname "$domain")" "$(basename "$domain")"
