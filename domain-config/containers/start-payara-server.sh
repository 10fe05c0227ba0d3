#!/bin/sh
# Makes a domain from what the container was given, then runs it in the foreground. A container that is started once more has the domain
# and the application already. The passwords of the domain's key stores and of its administrator are secrets.
set -eu
payara=/opt/payara6/bin/asadmin
properties=/etc/warn/warn.properties secrets=/run/secrets/warn
passwords=/work/domains/warn/config/warn-passwords
umask 077
ASADMIN="$payara --user admin" sh /opt/warn/payara-server/create-domain.sh /work/domains/warn "$secrets"
asadmin() {
  "$payara" --user admin --passwordfile "$passwords" "$@"
}
ASADMIN="$payara --user admin" sh /opt/warn/payara-server/configure.sh /work/domains/warn "$properties" "$secrets" /opt/warn/postgresql.jar
asadmin deploy --force=true --name warn-server /opt/warn/warn-server.ear
asadmin stop-domain --domaindir /work/domains warn
exec "$payara" --user admin --passwordfile "$passwords" start-domain --verbose --domaindir /work/domains warn
