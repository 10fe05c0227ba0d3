#!/bin/sh
# Sets the server up from what the container was given, then becomes the server.
set -eu
sh /opt/warn/configure.sh /opt/wildfly /etc/warn/warn.properties /run/secrets/warn /opt/warn/postgresql.jar
exec sh /opt/wildfly/bin/standalone.sh -c standalone-full.xml -P /etc/warn/warn.properties
