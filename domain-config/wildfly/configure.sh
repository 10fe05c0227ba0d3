#!/bin/sh
# Sets up a stopped WildFly for the EAR; may be run again and again.
#
#   configure.sh WILDFLY_HOME WARN_PROPERTIES SECRETS_DIRECTORY POSTGRESQL_JAR
#
# WARN_PROPERTIES is what the server is started with, too (-P). The store of the server's own secrets is opened with the
# environment's WARN_CREDENTIAL_STORE_PASSWORD, here and at every start. JBOSS_BASE_DIR names another base directory than
# WILDFLY_HOME/standalone, for a second instance.
set -eu
home=$1 properties=$2 secrets=$3 driver=$4
here=$(cd "$(dirname "$0")" && pwd)
: "${WARN_CREDENTIAL_STORE_PASSWORD:?must be set}"
base=${JBOSS_BASE_DIR:-$home/standalone}
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

quoted() { # A secret as the command line interface takes it between double quotes.
  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\$/\\$/g' "$1" | tr -d '\n'
}

{
  echo 'embed-server --server-config=standalone-full.xml --std-out=discard'
  echo 'try'
  echo '  module remove --name=org.postgresql'
  echo 'catch'
  echo '  echo "The driver is new."'
  echo 'end-try'
  echo "module add --name=org.postgresql --resources=$driver --dependencies=java.se,jdk.net,jakarta.transaction.api"
  # First: what follows needs the secrets in it.
  store=/subsystem=elytron/credential-store=warn
  echo "if (outcome != success) of $store:read-resource"
  echo "  $store:add(location=warn-credentials.jceks, relative-to=jboss.server.config.dir, create=true, modifiable=true, credential-reference={clear-text=\"\${env.WARN_CREDENTIAL_STORE_PASSWORD}\"})"
  echo 'end-if'
  for file in "$secrets"/warn.database.*.password "$secrets"/warn.tls.*; do
    name=$(basename "$file")
    echo "if (outcome != success) of $store:add-alias(alias=$name, secret-value=\"$(quoted "$file")\")"
    echo "  $store:set-secret(alias=$name, secret-value=\"$(quoted "$file")\")"
    echo 'end-if'
  done
  cat "$here/configure.cli"
  # Who takes part in no federation has no listener for its gateway.
  if grep -q '^warn.federation.callback-port=.' "$properties"; then
    cat "$here/callback.cli"
  fi
  # What the console and the command line interface show of a user is an encrypted entry.
  realm=/subsystem=elytron/filesystem-realm=warn-operators
  echo "if (outcome != success) of $realm:read-identity(identity=operator)"
  echo "  $realm:add-identity(identity=operator)"
  echo 'end-if'
  echo "$realm:add-identity-attribute(identity=operator, name=groups, value=[operator])"
  echo "$realm:set-password(identity=operator, clear={password=\"$(quoted "$secrets/warn.operations.password")\"})"
  echo 'stop-embedded-server'
} > "$work/all.cli"

JAVA_OPTS="-Djboss.server.base.dir=$base ${JAVA_OPTS:-}" \
  sh "$home/bin/jboss-cli.sh" --file="$work/all.cli" --properties="$properties" > "$work/out" 2>&1 || {
  tail -20 "$work/out" >&2
  exit 1
}
