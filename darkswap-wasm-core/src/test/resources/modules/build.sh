#!/bin/sh
# Builds the modules of the loader's tests. Needs Debian's clang-19, lld-19 and wabt.
set -eu
cd "$(dirname "$0")"
compile() {
	clang-19 --target=wasm32 -O1 -nostdlib -ffreestanding -matomics -mbulk-memory -Wall -Wextra -Wno-return-stack-address \
		-Wl,--no-entry,--import-memory,--shared-memory,--max-memory=67108864 "$@"
}
compile -Wl,--export=__stack_pointer,--export=__wasm_init_tls,--export=__tls_size,--export=__tls_align \
	-o threads.wasm threads.c
compile -Wl,--export=__stack_pointer,--export=__wasm_init_tls,--export=__tls_size,--export=__tls_align -DALLOCATOR \
	-o threads-with-allocator.wasm threads.c
compile -msimd128 -Wl,--export=__stack_pointer,--export=__wasm_init_tls,--export=__tls_size,--export=__tls_align \
	-o vector-threads.wasm vector-threads.c
compile -o threads-without-exports.wasm threads.c
compile -o wasi-threads.wasm wasi-threads.c
compile -Wl,--export-table,--export=__wasm_call_ctors -o emscripten-threads.wasm emscripten-threads.c
compile -Wl,--export-table,--export=__wasm_call_ctors -DMINIFIED -o emscripten-minified.wasm emscripten-threads.c
for source in *.wat; do
	wat2wasm --enable-threads --enable-multi-memory "$source" -o "${source%.wat}.wasm"
done
