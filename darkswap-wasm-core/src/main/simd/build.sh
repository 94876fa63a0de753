#!/bin/sh
# Builds the functions that SIMD instructions are lowered to.
#
#   ./build.sh          writes the module where the library carries it
#   ./build.sh --check  builds elsewhere and fails unless it is byte for byte the module carried
#
# Needs Debian's clang-19 and lld-19. The linker is called by itself: clang would let a wasm-opt that happens to be
# installed rewrite the module.
set -eu
cd "$(dirname "$0")"
module=../resources/io/darkswap/wasm/loader/simd/halves.wasm
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
clang-19 --target=wasm32-unknown-unknown -std=c17 -O2 -ffreestanding -fvisibility=hidden -ffp-contract=off -fno-math-errno \
	-mnontrapping-fptoint -msign-ext -Wall -Wextra -Wconversion -Wshadow -Wno-sign-conversion -Werror \
	-c -o "$built/halves.o" halves.c
wasm-ld-19 --no-entry --strip-all -o "$built/halves.wasm" "$built/halves.o"
chmod 644 "$built/halves.wasm"
case "${1:-}" in
"")
	mkdir -p "$(dirname "$module")"
	cp "$built/halves.wasm" "$module"
	;;
--check)
	cmp "$built/halves.wasm" "$module" || {
		echo "build.sh: $module is not what halves.c builds; run ./build.sh and commit it" >&2
		exit 1
	}
	;;
*)
	sed -n '2,8p' "$0"
	exit 2
	;;
esac
