#!/bin/sh
# Builds the engine to WebAssembly.
#
#   ./build.sh           writes the modules where darkswap-wasm-core carries them: the engine, and one
#                        that goes wrong on purpose, for its tests
#   ./build.sh --check   builds elsewhere and fails unless they are byte for byte the modules carried
#   ./build.sh --native  builds natively under the address and undefined-behaviour sanitizers and
#                        runs random commands through it; a seed may follow, and a part of the name
#                        of the runs wanted
#
# Blocks of memory become one kind of record after another, so the compiler must not guess from types
# what may overlap. The same compiler gives the same bytes, so the compiler's version is fixed.
set -eu
cd "$(dirname "$0")"

module=../darkswap-wasm-core/src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm
faulty_module=../darkswap-wasm-core/src/test/resources/modules/faulty-engine.wasm
sources=$(ls src/*.c)
sanitizers=${SANITIZERS:-address,undefined}
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wframe-larger-than=1024 -Werror"

need() {
	command -v "$1" >/dev/null || {
		echo "build.sh: $1 is missing; on Debian: apt-get install $2" >&2
		exit 1
	}
}

compile() {
	clang-19 --target=wasm32-unknown-unknown -std=c17 -O2 -ffreestanding -fno-strict-aliasing -fvisibility=hidden \
		-matomics -mbulk-memory -mmutable-globals -mthread-model posix -ftls-model=local-exec \
		$warnings -Iinclude -Isrc -c "$@"
}

# Each instance's C stack comes from the host; --stack-first puts the linker's own below everything,
# so that running over its end leaves the memory and traps. The maximum is the largest that a host
# can offer (32767 pages); the host chooses within it. The linker is called by itself: clang would
# let a wasm-opt that happens to be installed rewrite the module.
link() {
	wasm-ld-19 --no-entry --strip-all --stack-first -z stack-size=16384 \
		--import-memory --shared-memory --max-memory=2147418112 \
		--export=__stack_pointer --export=__wasm_init_tls --export=__tls_size --export=__tls_align \
		"$@"
}

need clang-19 clang-19
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

compile_all() {
	need wasm-ld-19 lld-19
	for source in $sources; do
		compile -o "$objects/$(basename "$source" .c).o" "$source"
	done
	for commands in commands take; do
		compile -Dmarket_close_order=faulty_close -o "$objects/faulty_$commands.o" "src/$commands.c"
	done
	compile -o "$objects/faulty_close.o" test/faulty/faulty_close.c
}

engine_objects() {
	for source in $sources; do
		echo "$objects/$(basename "$source" .c).o"
	done
}

faulty_objects() {
	engine_objects | sed -E "s#/(commands|take|version).o#/faulty_\1.o#"
	echo "$objects/faulty_close.o"
}

# An engine can go on with another one's memory only if it has the same constants there, and looks for variables where
# the other put them. Prints a hash of both; the version that carries it is code, so it moves nothing.
state_layout() {
	link --Map="$objects/map" -o "$objects/without_layout.wasm" "$@"
	awk '/ DATA$/ { data = 1 } data { parts = split($4, path, "/"); print $1, $3, path[parts] }' "$objects/map" \
		>"$objects/state"
	awk '/ DATA$/ { print "0x" $2, "0x" $3 }' "$objects/map" | {
		read -r offset size
		tail -c "+$((offset + 1))" "$objects/without_layout.wasm" | head -c "$((size))" >>"$objects/state"
	}
	cksum <"$objects/state" | cut -d ' ' -f 1
}

build_engine() {
	compile -DSTATE_LAYOUT="$(state_layout $(engine_objects))u" -o "$objects/version.o" src/version.c
	link -o "$1" $(engine_objects)
	chmod 644 "$1"
}

build_faulty_engine() {
	compile -o "$objects/faulty_version.o" src/version.c
	compile -DSTATE_LAYOUT="$(state_layout $(faulty_objects))u" -o "$objects/faulty_version.o" src/version.c
	link -o "$1" $(faulty_objects)
	chmod 644 "$1"
}

compile_native() {
	clang-19 -std=c17 -O1 -g -fno-strict-aliasing -fno-omit-frame-pointer -fsanitize="$sanitizers" \
		-fno-sanitize-recover=all -DCHECK_REQUIREMENTS $warnings -Iinclude -Isrc -c "$@"
}

# All that the engine's sources take from the arena goes through one that checks.
build_native() {
	for source in $sources; do
		case $source in
		src/arena.c) checked= ;;
		src/table.c | src/registry.c) checked=-Darena_allocate=checked_allocate_for_good ;;
		*)
			checked="-Darena_allocate=checked_allocate -Darena_free=checked_free
				-Darena_allocate_scanned=checked_allocate_scanned -Darena_free_scanned=checked_free_scanned
				-Darena_allocate_event=checked_allocate_event -Darena_free_event=checked_free_event"
			;;
		esac
		compile_native $checked -o "$objects/$(basename "$source" .c).o" "$source"
	done
	for source in test/native/*.c; do
		compile_native -o "$objects/native_$(basename "$source" .c).o" "$source"
	done
	clang-19 -fsanitize="$sanitizers" -o "$objects/native" "$objects"/*.o -lpthread
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
	compile_all
	build_engine "$module"
	build_faulty_engine "$faulty_module"
	;;
--check)
	compile_all
	build_engine "$objects/engine.wasm"
	compare "$objects/engine.wasm" "$module"
	build_faulty_engine "$objects/faulty.wasm"
	compare "$objects/faulty.wasm" "$faulty_module"
	;;
--native)
	build_native
	"$objects/native" "${2:-}" "${3:-}"
	;;
*)
	sed -n '2,11p' "$0"
	exit 2
	;;
esac
