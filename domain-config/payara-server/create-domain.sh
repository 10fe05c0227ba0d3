#!/bin/sh
# Makes a Payara Server domain with passwords of its own and starts it, without a terminal; a domain that is there is only started.
# configure.sh comes next. To be run as the user whom the server runs as.
#
#   create-domain.sh DOMAIN_DIRECTORY SECRETS_DIRECTORY [OPTION_OF_CREATE_DOMAIN ...]
#
# ASADMIN is how asadmin is called, such as "/opt/payara6/bin/asadmin --user admin"; otherwise that of the path. The passwords of the domain's administrator "admin" and of its key stores are the
# secrets warn.payara.admin-password and warn.payara.master-password. DOMAIN_DIRECTORY/config/warn-passwords has them for asadmin, for this user only.
set -eu
domain=$1 secrets=$2 properties=/dev/null
shift 2
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../checks.sh"
umask 077

# create-domain takes no others: it hands one of them on to keytool, and writes the other into a file of fields.
for name in warn.payara.master-password warn.payara.admin-password; do
  [ -f "$secrets/$name" ] || fail "$secrets/$name: is missing"
  if secret "$name" | LC_ALL=C grep -q '[^A-Za-z0-9._/+-]'; then
    fail "$secrets/$name: must be of letters, digits and . _ / + - only"
  fi
done

made=$(mktemp)
trap 'rm -f "$made"' EXIT
{
  password_line AS_ADMIN_MASTERPASSWORD warn.payara.master-password
  password_line AS_ADMIN_PASSWORD warn.payara.admin-password
} > "$made"
asadmin() { # the file with passwords, the rest of the command
  file=$1
  shift
  ${ASADMIN:-asadmin --user admin} --interactive=false --passwordfile "$file" "$@" < /dev/null
}
domains=$(dirname "$domain") name=$(basename "$domain")
[ -d "$domain" ] || asadmin "$made" create-domain --domaindir "$domains" "$@" "$name"
# The server starts itself anew with what it was started with: the file must stay.
cp "$made" "$domain/config/warn-passwords"
asadmin "$domain/config/warn-passwords" start-domain --domaindir "$domains" "$name"
