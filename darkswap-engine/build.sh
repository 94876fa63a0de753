#!/bin/sh
# Builds the engine to WebAssembly.
#
#   ./build.sh           writes the modules where darkswap-wasm-core carries them: the engine, and one
#                        that goes wrong on purpose, for its tests
#   ./build.sh --check   builds elsewhere and fails unless they are byte for byte the modules carried
#   ./build.sh --native  builds natively under the address and undefined-behaviour sanitizers and
#                        runs random commands through it; a seed may follow
#
# The same compiler gives the same bytes, so the compiler's version is fixed.
set -eu
cd "$(dirname "$0")"

module=../darkswap-wasm-core/src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm
faulty_module=../darkswap-wasm-core/src/test/resources/modules/faulty-engine.wasm
sources=$(ls src/*.c)
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wframe-larger-than=1024 -Werror"

need() {
	command -v "$1" >/dev/null || {
		echo "build.sh: $1 is missing; on Debian: apt-get install $2" >&2
		exit 1
	}
}

# Each instance's C stack comes from the host; --stack-first puts the linker's own below everything,
# so that running over its end leaves the memory and traps. The maximum is the largest that a host
# can offer (32767 pages); the host chooses within it.
compile="clang-19 --target=wasm32-unknown-unknown -std=c17 -O3 -ffreestanding -nostdlib -fvisibility=hidden
	-matomics -mbulk-memory -mmutable-globals -mthread-model posix -ftls-model=local-exec
	$warnings -Iinclude -Isrc"
link="-Wl,--no-entry -Wl,--strip-all -Wl,--stack-first -Wl,-z,stack-size=16384
	-Wl,--import-memory -Wl,--shared-memory -Wl,--max-memory=2147418112
	-Wl,--export=__stack_pointer -Wl,--export=__wasm_init_tls -Wl,--export=__tls_size -Wl,--export=__tls_align"

need clang-19 clang-19

build_engine() {
	need wasm-ld-19 lld-19
	$compile $link -o "$1" $sources
	chmod 644 "$1"
}

build_faulty_engine() {
	need wasm-ld-19 lld-19
	object=$(mktemp)
	$compile -Dmarket_close_order=faulty_close -c -o "$object" src/commands.c
	$compile $link -o "$1" $(ls src/*.c | grep -v commands.c) test/faulty/faulty_close.c "$object"
	rm -f "$object"
	chmod 644 "$1"
}

compare() {
	cmp "$1" "$2" || {
		echo "build.sh: $2 is not what the sources build; run ./build.sh and commit it" >&2
		exit 1
	}
}

case "${1:-}" in
"")
	mkdir -p "$(dirname "$module")" "$(dirname "$faulty_module")"
	build_engine "$module"
	build_faulty_engine "$faulty_module"
	;;
--check)
	built=$(mktemp)
	trap 'rm -f "$built"' EXIT
	build_engine "$built"
	compare "$built" "$module"
	build_faulty_engine "$built"
	compare "$built" "$faulty_module"
	;;
--native)
	built=$(mktemp)
	trap 'rm -f "$built"' EXIT
	clang-19 -std=c17 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
		$warnings -Iinclude -Isrc -o "$built" $sources test/native/*.c -lpthread
	"$built" "${2:-}"
	;;
*)
	sed -n '2,10p' "$0"
	exit 2
	;;
esac
