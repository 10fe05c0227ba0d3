#!/bin/sh
# Sets the server up from what the container was given, then becomes the server.
set -eu
sh /opt/warn/wildfly/configure.sh /opt/wildfly /etc/warn/warn.properties /run/secrets/warn /opt/warn/postgresql.jar \
  /opt/warn/eclipselink.jar
set -- -c standalone-full.xml -P /etc/warn/warn.properties
# WildFly takes 23 characters at most, and a pod's name is longer: its end is what differs.
if [ -n "${WARN_INSTANCE:-}" ]; then
  WARN_INSTANCE=$(printf %s "$WARN_INSTANCE" | tail -c 23)
  export WARN_INSTANCE
  set -- "$@" "-Dwarn.instance=$WARN_INSTANCE"
fi
exec sh /opt/wildfly/bin/standalone.sh "$@"
