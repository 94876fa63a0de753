#!/bin/sh
# Converts the SIMD tests of WebAssembly's specification for SpecificationTests. Needs Debian's wabt and Node.
#   convert.sh DIRECTORY [OUT]    DIRECTORY is a checkout of the repository WebAssembly/testsuite
set -eu
here=$(cd "$(dirname "$0")" && pwd)
suite=$1
out=${2:-$here/../../../target/simd-spec}
mkdir -p "$out"
for test in "$suite"/simd_*.wast; do
	name=$(basename "$test" .wast)
	if wast2json --enable-multi-memory "$test" -o "$out/$name.json" 2> "$out/$name.log"; then
		node "$here/flatten.mjs" "$out/$name.json" > "$out/$name.tsv"
	else
		echo "$name is left out, because wast2json cannot read it: $(head -n 1 "$out/$name.log")" >&2
	fi
done
