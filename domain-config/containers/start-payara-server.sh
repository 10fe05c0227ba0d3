#!/bin/sh
# Makes a domain from what the container was given, then runs it in the foreground. A container that is started once more has the domain
# and the application already.
set -eu
asadmin=/opt/payara6/bin/asadmin
[ -d /work/domains/warn ] || "$asadmin" create-domain --nopassword --domaindir /work/domains warn
"$asadmin" start-domain --domaindir /work/domains warn
ASADMIN=$asadmin sh /opt/warn/configure.sh /work/domains/warn /etc/warn/warn.properties /run/secrets/warn /opt/warn/postgresql.jar
"$asadmin" deploy --force=true --name warn-server /opt/warn/warn-server.ear
"$asadmin" stop-domain --domaindir /work/domains warn
exec "$asadmin" start-domain --verbose --domaindir /work/domains warn
