#!/bin/sh
# Becomes Payara Micro. What a former start of this container has left would clash with the commands that make it anew.
set -eu
rm -rf /work/domain
# The port of --port, for the check that no other listener has it.
exec java @/opt/warn/jvm.options -XX:+ExitOnOutOfMemoryError -Dwarn.public.http-port=8080 -jar /opt/warn/payara-micro.jar \
  --nocluster --disablephonehome --rootdir /work/domain \
  --secretsdir /run/secrets/warn --systemproperties /etc/warn/warn.properties \
  --addlibs /opt/warn/postgresql.jar --logproperties /opt/warn/logging.properties \
  --prebootcommandfile /opt/warn/pre-boot.asadmin --postbootcommandfile /opt/warn/post-boot.asadmin \
  --port 8080 --contextroot / --deploy /opt/warn/warn-server.war "$@"
