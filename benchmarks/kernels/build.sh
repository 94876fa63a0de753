#!/bin/sh
# Builds the kernels' module where the benchmarks carry it, with the flags of darkswap-engine/build.sh.
# Needs Debian's clang-19 and lld-19.
set -eu
cd "$(dirname "$0")"
engine=../../darkswap-engine
object=$(mktemp)
trap 'rm -f "$object"' EXIT
clang-19 --target=wasm32-unknown-unknown -std=c17 -O2 -ffreestanding -fno-strict-aliasing -fvisibility=hidden \
	-matomics -mbulk-memory -mmutable-globals -mthread-model posix -ftls-model=local-exec \
	-Wall -Wextra -Wpedantic -Werror -I$engine/include -I$engine/src -c -o "$object" kernels.c
wasm-ld-19 --no-entry --strip-all --stack-first -z stack-size=16384 \
	--import-memory --shared-memory --max-memory=2147418112 \
	--export=__stack_pointer --export=__wasm_init_tls --export=__tls_size --export=__tls_align \
	-o ../src/main/resources/kernels/kernels.wasm "$object"
chmod 644 ../src/main/resources/kernels/kernels.wasm
cp ../../darkswap-wasm-core/src/test/resources/modules/wasi-threads.wasm ../src/main/resources/kernels/
