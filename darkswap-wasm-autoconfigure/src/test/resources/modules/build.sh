#!/bin/sh
# Builds the modules of these tests. Needs Debian's wabt.
set -eu
cd "$(dirname "$0")"
for source in *.wat; do
	wat2wasm --enable-threads "$source" -o "${source%.wat}.wasm"
done
