#!/bin/sh
# Fetches the real modules of modules.tsv with npm, checks their digests, and lets Node run each.
# The result is under target/real-modules; RealModulesTests compares this library with it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../../../target/real-modules}
mkdir -p "$out"
cd "$out"
grep -v '^#' "$here/modules.tsv" | while IFS="$(printf '\t')" read -r package version digest file; do
	name=$(printf '%s-%s-%s' "$package" "$version" "$file" | tr -c 'A-Za-z0-9.\n-' '_')
	archive=$(printf '%s-%s.tgz' "$package" "$version" | tr -d '@' | tr '/' '-')
	[ -f "$archive" ] || npm pack --silent "$package@$version" > /dev/null
	found=sha512-$(openssl dgst -sha512 -binary "$archive" | base64 | tr -d '\n')
	if [ "$found" != "$digest" ]; then
		echo "$package@$version has the digest $found, not $digest" >&2
		exit 1
	fi
	tar -xzf "$archive" -O "package/$file" > "$name"
	[ -f "$name.tsv" ] || node "$here/node.mjs" "$name" > "$name.tsv"
	echo "$name"
done
