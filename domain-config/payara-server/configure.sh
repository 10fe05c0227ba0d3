#!/bin/sh
# Sets up a running Payara Server domain for the EAR and starts it anew; may be run again and again.
#
#   configure.sh DOMAIN_DIRECTORY WARN_PROPERTIES SECRETS_DIRECTORY POSTGRESQL_JAR
#
# ASADMIN is how asadmin is called, such as "/opt/payara6/bin/asadmin --port 4848 --user admin --passwordfile FILE"; otherwise that of
# the path. MASTER_PASSWORD is that of the domain's key stores, unless it is Payara's own.
set -eu
domain=$1 properties=$2 secrets=$3 driver=$4
here=$(cd "$(dirname "$0")" && pwd)
asadmin=${ASADMIN:-asadmin}
MASTER_PASSWORD=${MASTER_PASSWORD:-changeit}
TLS_PASSWORD=$(cat "$secrets/warn.tls.password")
TRUSTSTORE_PASSWORD=$(cat "$secrets/warn.tls.truststore-password")
export MASTER_PASSWORD TLS_PASSWORD TRUSTSTORE_PASSWORD
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

setting() {
  sed -n "s/^$1=//p" "$properties" | tail -1
}

run() { # file, whether a command may fail
  $asadmin multimode --file "$1" < /dev/null > "$work/out" 2>&1 || true
  if [ "$2" = strict ] && grep -q 'Command .* failed\|^Command .* not found' "$work/out"; then
    grep -B 3 'Command .* failed\|^Command .* not found' "$work/out" >&2
    exit 1
  fi
}

quietly() { # Runs a command; what it says is shown only where it fails.
  "$@" < /dev/null > "$work/out" 2>&1 || {
    cat "$work/out" >&2
    exit 1
  }
}

aliases() { # key store, the variable with its password; the answer is in the file "keys"
  quietly keytool -J-Duser.language=en -list -rfc -keystore "$1" -storepass:env "$2"
  sed -n 's/^Alias name: //p' "$work/out" > "$work/keys"
}

# The driver, and the keys of TLS: the domain has one store of keys and one of trusted certificates.
cp "$driver" "$domain/lib/postgresql.jar"
chmod 644 "$domain/lib/postgresql.jar"
keytool -delete -alias warn-server -storepass:env MASTER_PASSWORD -keystore "$domain/config/keystore.p12" > /dev/null 2>&1 || true
quietly keytool -importkeystore -noprompt -srckeystore "$(setting warn.tls.keystore)" -srcstorepass:env TLS_PASSWORD \
  -srcalias "$(setting warn.tls.alias)" -destalias warn-server -destkeystore "$domain/config/keystore.p12" \
  -deststorepass:env MASTER_PASSWORD -destkeypass:env MASTER_PASSWORD -deststoretype PKCS12
# The callers of an earlier time go first: who is no longer in the file is no longer trusted. The prefix tells them from what came with Payara.
aliases "$domain/config/cacerts.p12" MASTER_PASSWORD
while read -r alias; do
  case $alias in
    warn-caller-*) quietly keytool -delete -alias "$alias" -keystore "$domain/config/cacerts.p12" -storepass:env MASTER_PASSWORD ;;
  esac
done < "$work/keys"
aliases "$(setting warn.tls.truststore)" TRUSTSTORE_PASSWORD
while read -r alias; do
  quietly keytool -importkeystore -noprompt -srckeystore "$(setting warn.tls.truststore)" -srcstorepass:env TRUSTSTORE_PASSWORD \
    -srcalias "$alias" -destalias "warn-caller-$alias" -destkeystore "$domain/config/cacerts.p12" -deststorepass:env MASTER_PASSWORD
done < "$work/keys"

# Settings and secrets.
# In a value, colon and equals sign have a meaning for asadmin; a blank needs the quotation marks.
grep '^[a-z]' "$properties" | while IFS='=' read -r name value; do
  printf 'create-system-properties "%s=%s"\n' "$name" "$(printf '%s' "$value" | sed -e 's/[:=]/\\\\&/g')"
done > "$work/set.asadmin"
: > "$work/create.asadmin"
: > "$work/named-secrets"
for file in "$secrets"/warn.*; do
  name=$(basename "$file")
  echo "$name" >> "$work/named-secrets"
  printf 'AS_ADMIN_ALIASPASSWORD=%s\n' "$(cat "$file")" > "$work/$name"
  echo "create-password-alias --passwordfile $work/$name $name" >> "$work/create.asadmin"
  echo "update-password-alias --passwordfile $work/$name $name" >> "$work/set.asadmin"
done
printf 'AS_ADMIN_USERPASSWORD=%s\n' "$(cat "$secrets/warn.operations.password")" > "$work/operator"
echo "create-file-user --passwordfile $work/operator --groups operator operator" >> "$work/create.asadmin"
echo "update-file-user --passwordfile $work/operator --groups operator operator" >> "$work/set.asadmin"
run "$work/create.asadmin" tolerant
run "$work/set.asadmin" strict
# Who takes part in no federation has no listener for its gateway.
if [ -n "$(setting warn.federation.callback-port)" ]; then
  cp "$here/create.asadmin" "$work/first.asadmin"
  cp "$here/settings.asadmin" "$work/settings.asadmin"
else
  { grep -v warn-callback "$here/create.asadmin" && echo 'delete-http-listener warn-callback'; } > "$work/first.asadmin"
  grep -v warn-callback "$here/settings.asadmin" > "$work/settings.asadmin"
fi
run "$work/first.asadmin" tolerant
run "$work/settings.asadmin" strict
# What is no longer named is taken back; every name that begins with "warn." is this script's. It is the last step, since Payara keeps a
# system property that a listener still refers to. Key stores such as that of the aliases may write a name in lower case.
sed -n 's/^\([a-z][^=]*\)=.*/\1/p' "$properties" > "$work/named-properties"
printf '%s\n' list-system-properties list-password-aliases > "$work/list.asadmin"
run "$work/list.asadmin" strict
{
  sed -n 's/^ *\(warn\.[^=]*\)=.*/delete-system-property \1/p' "$work/out"
  sed -n 's/^ *\(warn\.[^= ]*\) *$/delete-password-alias \1/p' "$work/out"
} > "$work/all.asadmin"
{
  sed 's/^/delete-system-property /' "$work/named-properties"
  sed 's/^/delete-password-alias /' "$work/named-secrets"
} > "$work/kept.asadmin"
if grep -vixF -f "$work/kept.asadmin" "$work/all.asadmin" > "$work/unset.asadmin"; then
  run "$work/unset.asadmin" strict
fi
quietly $asadmin restart-domain --domaindir "$(dirname "$domain")" "$(basename "$domain")"
