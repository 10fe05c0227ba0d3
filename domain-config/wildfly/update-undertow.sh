#!/bin/sh
# Puts newer jars of Undertow's 2.3 line into a stopped WildFly; may be run again and again.
#
#   update-undertow.sh WILDFLY_HOME JAR_DIRECTORY
#
# JAR_DIRECTORY has undertow-core-VERSION.jar, and may have undertow-servlet-VERSION.jar and undertow-websockets-jsr-VERSION.jar: not every
# version has all three. Each jar takes the place of the one that its module names.
set -eu
home=$1 jars=$2
base=$home/modules/system/layers/base/io/undertow

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

[ -f "$base/core/main/module.xml" ] || fail "$home: is no WildFly"
# An update of WildFly's own would hide what is changed here.
[ ! -e "$home/modules/system/layers/base/.overlays/.overlays" ] || fail "$home: is patched; update WildFly itself"

replace() { # module, the jar's name without version
  for new in "$jars/$2"-2.3.*.Final.jar; do
    [ -f "$new" ] || continue
    module=$base/$1/main
    cp "$new" "$module/"
    name=$(basename "$new")
    # In one step: at no time a module names a jar that is not there.
    sed "s/path=\"$2-[^\"]*\.jar\"/path=\"$name\"/" "$module/module.xml" > "$module/module.xml.new"
    mv "$module/module.xml.new" "$module/module.xml"
    for old in "$module/$2"-*.jar; do
      [ "$old" = "$module/$name" ] || rm "$old"
    done
    replaced="$replaced $name"
  done
}

replaced=
replace core undertow-core
[ -n "$replaced" ] || fail "$jars: has no undertow-core-2.3.*.Final.jar"
replace servlet undertow-servlet
replace websocket undertow-websockets-jsr
printf 'Replaced:%s\n' "$replaced"
