# What the scripts of both servers ask first; sourced by configure.sh, which has set "properties" and "secrets".

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

setting() {
  sed -n "s/^$1=//p" "$properties" | tail -1
}

development() {
  [ "$(setting warn.mode)" = development ]
}

secret() { # Without the line's end that an editor may have put there.
  printf '%s' "$(cat "$secrets/$1")"
}

# A line of a password file for asadmin, which reads it as Java's properties: there a backslash, a blank at the beginning, and all that is
# not ASCII mean something else. So every character is written by its number.
password_line() { # name, secret
  printf '%s=' "$1"
  secret "$2" | iconv -f UTF-8 -t UTF-16BE | od -An -v -tx1 | tr -d ' \n' | sed 's/..../\\u&/g'
  printf '\n'
}

# The application tells its listeners apart by their ports.
refuse_shared_ports() {
  shared=$(for name in warn.public.port warn.public.http-port warn.operations.port warn.federation.callback-port; do
    setting "$name"
  done | sed '/^$/d' | sort | uniq -d)
  [ -z "$shared" ] || fail "$properties: port $shared is named twice; each listener needs one of its own"
}

# One line of UTF-8 each. ASCII where the other side takes nothing else: Java's key stores, and logins, whose passwords browsers send in one
# encoding and servers read in another. Payara's logins take no blanks either.
refuse_odd_secrets() {
  for file in "$secrets"/warn.*; do
    name=$(basename "$file")
    [ -n "$(secret "$name")" ] || fail "$file: is empty"
    if [ "$(secret "$name" | wc -l)" -gt 0 ] || secret "$name" | LC_ALL=C grep -q '[[:cntrl:]]'; then
      fail "$file: must be one line without control characters (no line end of Windows either)"
    fi
    secret "$name" | iconv -f UTF-8 -t UTF-8 > /dev/null 2>&1 || fail "$file: must be UTF-8"
    case $name in
      warn.operations.password | warn.monitoring.password | warn.payara.*)
        ! secret "$name" | LC_ALL=C grep -q '[^!-~]' || fail "$file: must be of ASCII characters without blanks"
        ;;
      warn.tls.*)
        ! secret "$name" | LC_ALL=C grep -q '[^ -~]' || fail "$file: must be of ASCII characters"
        ;;
    esac
  done
  for name in warn.operations.password warn.monitoring.password warn.tls.password; do
    [ -f "$secrets/$name" ] || fail "$secrets/$name: is missing"
  done
}

# Who takes part in no federation has no listener for its gateway, and trusts no caller.
has_callback() {
  [ -n "$(setting warn.federation.callback-port)" ]
}

refuse_callback_without_callers() {
  if has_callback; then
    [ -n "$(setting warn.tls.truststore)" ] ||
      fail "$properties: warn.tls.truststore is missing; warn.federation.callback-port needs the certificates of those who may call"
    [ -f "$secrets/warn.tls.truststore-password" ] || fail "$secrets/warn.tls.truststore-password: is missing"
  fi
}
