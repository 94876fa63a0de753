#!/bin/sh
# Fetches the real modules of modules.tsv with npm, checks their digests, and lets Node run each.
#   fetch.sh [DIRECTORY [LARGEST]]
# The result is under DIRECTORY (target/real-modules); RealModulesTests and RealThreadsTests compare this library with it.
# Node does not run modules of more than LARGEST bytes, and RealModulesTests leaves them out. Exits with 3 if npm fetches nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../../../target/real-modules}
largest=${2:-100000000}
mkdir -p "$out"
cd "$out"
grep -v '^#' "$here/modules.tsv" | while IFS="$(printf '\t')" read -r package version digest file; do
	name=$(printf '%s-%s-%s' "$package" "$version" "$file" | tr -c 'A-Za-z0-9.\n-' '_')
	archive=$(printf '%s-%s.tgz' "$package" "$version" | tr -d '@' | tr '/' '-')
	[ -f "$archive" ] || npm pack --silent "$package@$version" > /dev/null || exit 3
	found=sha512-$(openssl dgst -sha512 -binary "$archive" | base64 | tr -d '\n')
	if [ "$found" != "$digest" ]; then
		echo "$package@$version has the digest $found, not $digest" >&2
		exit 1
	fi
	tar -xzf "$archive" -O "package/$file" > "$name"
	[ "$(wc -c < "$name")" -le "$largest" ] || continue
	[ -f "$name.tsv" ] || node "$here/node.mjs" "$name" > "$name.tsv"
	echo "$name"
done
# An addon for WebAssembly alone, which npm installs by force, with what its script needs.
npm install --prefix . --silent --force --ignore-scripts --no-save --no-package-lock @node-rs/xxhash-wasm32-wasi@1.7.6 > /dev/null || exit 3
node "$here/threads.mjs" . > threads.tsv
