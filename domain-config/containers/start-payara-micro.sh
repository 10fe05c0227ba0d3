#!/bin/sh
# Becomes Payara Micro. What a former start of this container has left would clash with the commands that make it anew.
set -eu
# Payara Micro's list of a pool's properties takes no such password, quoted or not.
if grep -l "[\\\\:='\"]" /run/secrets/warn/warn.database.*.password >&2; then
  echo 'the database passwords in these files must be without backslashes, quotation marks, colons and equals signs' >&2
  exit 1
fi
rm -rf /work/domain
# The port of --port, for the check that no other listener has it.
exec java @/opt/warn/jvm.options -XX:+ExitOnOutOfMemoryError -Dwarn.public.http-port=8080 -jar /opt/warn/payara-micro.jar \
  --nocluster --disablephonehome --rootdir /work/domain \
  --secretsdir /run/secrets/warn --systemproperties /etc/warn/warn.properties \
  --addlibs /opt/warn/postgresql.jar --logproperties /opt/warn/logging.properties \
  --prebootcommandfile /opt/warn/pre-boot.asadmin --postbootcommandfile /opt/warn/post-boot.asadmin \
  --port 8080 --contextroot / --deploy /opt/warn/warn-server.war "$@"
