#!/bin/sh
# Makes a domain from what the container was given, then runs it in the foreground. A container that is started once more has the domain
# and the application already. The passwords of the domain's key stores and of its administrator are secrets.
set -eu
payara=/opt/payara6/bin/asadmin
properties=/etc/warn/warn.properties secrets=/run/secrets/warn
. /opt/warn/checks.sh
umask 077
# create-domain takes no others: it hands one of them on to keytool, and writes the other into a file of fields.
for name in warn.payara.master-password warn.payara.admin-password; do
  [ -f "$secrets/$name" ] || fail "$secrets/$name: is missing"
  if secret "$name" | LC_ALL=C grep -q '[^A-Za-z0-9._/+-]'; then
    fail "$secrets/$name: must be of letters, digits and . _ / + - only"
  fi
done
# For this user, who can read the secrets as well.
passwords=/work/payara-passwords
{
  password_line AS_ADMIN_MASTERPASSWORD warn.payara.master-password
  password_line AS_ADMIN_PASSWORD warn.payara.admin-password
} > "$passwords"
asadmin() {
  "$payara" --user admin --passwordfile "$passwords" "$@"
}
[ -d /work/domains/warn ] || asadmin create-domain --domaindir /work/domains warn
asadmin start-domain --domaindir /work/domains warn
ASADMIN="$payara --user admin" sh /opt/warn/payara-server/configure.sh /work/domains/warn "$properties" "$secrets" /opt/warn/postgresql.jar
asadmin deploy --force=true --name warn-server /opt/warn/warn-server.ear
asadmin stop-domain --domaindir /work/domains warn
exec "$payara" --user admin --passwordfile "$passwords" start-domain --verbose --domaindir /work/domains warn
