#!/bin/sh
# Builds the engine to WebAssembly.
#
#   ./build.sh           writes the module where darkswap-wasm-core carries it
#   ./build.sh --check   builds elsewhere and fails unless it is byte for byte the module carried
#   ./build.sh --native  builds natively under the address and undefined-behaviour sanitizers and
#                        runs random commands through it; a seed may follow
#
# The same compiler gives the same bytes, so the compiler's version is fixed.
set -eu
cd "$(dirname "$0")"

module=../darkswap-wasm-core/src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm
sources=$(ls src/*.c)
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wframe-larger-than=1024 -Werror"

need() {
	command -v "$1" >/dev/null || {
		echo "build.sh: $1 is missing; on Debian: apt-get install $2" >&2
		exit 1
	}
}

build_wasm() {
	need clang-19 clang-19
	need wasm-ld-19 lld-19
	# 64 KiB of C stack per instance come from the host; --stack-first puts the linker's own below
	# everything, so that running over its end leaves the memory and traps. The maximum is the
	# largest that a host can offer (32767 pages); the host chooses within it.
	clang-19 --target=wasm32-unknown-unknown -std=c17 -O3 -ffreestanding -nostdlib -fvisibility=hidden \
		-matomics -mbulk-memory -mmutable-globals -mthread-model posix -ftls-model=local-exec \
		$warnings -Iinclude -Isrc \
		-Wl,--no-entry -Wl,--strip-all -Wl,--stack-first -Wl,-z,stack-size=16384 \
		-Wl,--import-memory -Wl,--shared-memory -Wl,--max-memory=2147418112 \
		-Wl,--export=__stack_pointer -Wl,--export=__wasm_init_tls -Wl,--export=__tls_size -Wl,--export=__tls_align \
		-o "$1" $sources
}

case "${1:-}" in
"")
	mkdir -p "$(dirname "$module")"
	build_wasm "$module"
	;;
--check)
	built=$(mktemp)
	trap 'rm -f "$built"' EXIT
	build_wasm "$built"
	cmp "$built" "$module" || {
		echo "build.sh: the module carried is not what the sources build; run ./build.sh and commit it" >&2
		exit 1
	}
	;;
--native)
	need clang-19 clang-19
	built=$(mktemp)
	trap 'rm -f "$built"' EXIT
	clang-19 -std=c17 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
		$warnings -Iinclude -Isrc -o "$built" $sources test/*.c -lpthread
	"$built" "${2:-}"
	;;
*)
	sed -n '2,9p' "$0"
	exit 2
	;;
esac
