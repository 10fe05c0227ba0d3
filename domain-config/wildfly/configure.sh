#!/bin/sh
# Sets up a stopped WildFly for the EAR; may be run again and again.
#
#   configure.sh WILDFLY_HOME WARN_PROPERTIES SECRETS_DIRECTORY POSTGRESQL_JAR ECLIPSELINK_JAR
#
# To be run as the user whom the server runs as, who owns the base directory: only that user can read what is made there.
# WARN_PROPERTIES is what the server is started with, too (-P). The store of the server's own secrets is opened with the
# environment's WARN_CREDENTIAL_STORE_PASSWORD, here and at every start. JBOSS_BASE_DIR names another base directory than
# WILDFLY_HOME/standalone, for a second instance.
set -eu
home=$1 properties=$2 secrets=$3 driver=$4
eclipselink=${5:?is missing: the path of eclipselink.jar}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../checks.sh"
: "${WARN_CREDENTIAL_STORE_PASSWORD:?must be set}"
base=${JBOSS_BASE_DIR:-$home/standalone}
adaptor=$(echo "$home"/modules/system/layers/base/org/eclipse/persistence/main/jipijapa-eclipselink-*.jar)
umask 077

# Up to 2.3.24, Undertow takes for well formed what others end elsewhere (CVE-2026-28367, -28368, -28369).
refuse_old_undertow() {
  for jar in "$home"/modules/system/layers/base/io/undertow/core/main/undertow-core-*.jar; do
    version=${jar##*/undertow-core-}
    version=${version%.Final.jar}
    oldest=$(printf '%s\n' "$version" 2.3.25 | sort -V | head -1)
    [ "$oldest" = 2.3.25 ] || fail "$home: Undertow $version is unsafe; run $here/update-undertow.sh with 2.3.25 or later"
  done
}

refuse_missing_jars() {
  for jar in "$driver" "$eclipselink" "$adaptor"; do
    [ -f "$jar" ] || fail "$jar: is missing"
  done
}

refuse_other_user() {
  [ ! -d "$base/configuration" ] || [ -O "$base/configuration" ] ||
    fail "$base: belongs to another user; run this as the user whom the server runs as"
}

refuse_other_user
refuse_shared_ports
refuse_odd_secrets
refuse_callback_without_callers
refuse_old_undertow
refuse_missing_jars

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

quoted() { # A secret as the command line interface takes it between double quotes.
  secret "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\$/\\$/g' | tr -d '\n'
}

say() {
  printf '%s\n' "$1"
}

# Leaves one alone that is the same: another instance of this home may run.
add_module() { # name, dependencies, jars
  name=$1 dependencies=$2
  shift 2
  main=$home/modules/$(printf %s "$name" | tr . /)/main
  resources= same=yes
  for jar in "$@"; do
    resources=$resources${resources:+:}$jar
    cmp -s "$jar" "$main/$(basename "$jar")" || same=no
    grep -qs "path=\"$(basename "$jar")\"" "$main/module.xml" || same=no
  done
  for dependency in $(printf %s "$dependencies" | tr , ' '); do
    grep -qs "\"$dependency\"" "$main/module.xml" || same=no
  done
  [ "$same" = no ] || return 0
  [ ! -e "$main" ] || say "module remove --name=$name"
  say "module add --name=$name --resources=$resources --dependencies=$dependencies"
}

{
  say 'embed-server --server-config=standalone-full.xml --std-out=discard'
  add_module org.postgresql java.se,jdk.net,jakarta.transaction.api "$driver"
  # WildFly has a module of this name with its adaptor alone; this one is found first.
  add_module org.eclipse.persistence "java.se,jakarta.annotation.api,jakarta.enterprise.api,jakarta.json.api,jakarta.persistence.api,\
jakarta.transaction.api,jakarta.validation.api,jakarta.xml.bind.api,org.jboss.as.jpa.spi,org.jboss.logging,org.jboss.vfs" \
    "$eclipselink" "$adaptor"
  # First: what follows needs the secrets in it.
  store=/subsystem=elytron/credential-store=warn
  say "if (outcome != success) of $store:read-resource"
  say "  $store:add(location=warn-credentials.jceks, relative-to=jboss.server.config.dir, create=true, modifiable=true, credential-reference={clear-text=\"\${env.WARN_CREDENTIAL_STORE_PASSWORD}\"})"
  say 'end-if'
  for file in "$secrets"/warn.database.*.password "$secrets"/warn.tls.*; do
    name=$(basename "$file")
    say "if (outcome != success) of $store:add-alias(alias=$name, secret-value=\"$(quoted "$name")\")"
    say "  $store:set-secret(alias=$name, secret-value=\"$(quoted "$name")\")"
    say 'end-if'
  done
  cat "$here/configure.cli"
  if has_callback; then
    cat "$here/callback.cli"
  fi
  # What the console and the command line interface show of a user is an encrypted entry.
  realm=/subsystem=elytron/filesystem-realm=warn-operators
  for login in operator:warn.operations.password monitor:warn.monitoring.password; do
    user=${login%%:*}
    say "if (outcome != success) of $realm:read-identity(identity=$user)"
    say "  $realm:add-identity(identity=$user)"
    say 'end-if'
    say "$realm:add-identity-attribute(identity=$user, name=groups, value=[$user])"
    say "$realm:set-password(identity=$user, clear={password=\"$(quoted "${login#*:}")\"})"
  done
  say 'stop-embedded-server'
} > "$work/all.cli"

# Commands are read as UTF-8, whatever the machine's language is.
JAVA_OPTS="-Dfile.encoding=UTF-8 -Djboss.server.base.dir=$base ${JAVA_OPTS:-}" \
  sh "$home/bin/jboss-cli.sh" --file="$work/all.cli" --properties="$properties" > "$work/out" 2>&1 || {
  tail -20 "$work/out" >&2
  exit 1
}

# Jars are no secrets: another instance of this home may run as another user.
for made in org/postgresql org/eclipse; do
  [ ! -O "$home/modules/$made" ] || chmod -R a+rX "$home/modules/$made"
done
