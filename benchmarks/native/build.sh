#!/bin/sh
# Builds peer (d) into the directory given: the engine's sources and this driver, -O3. Needs Debian's clang-19.
set -eu
to=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/../../darkswap-engine"
clang-19 -std=c17 -O3 -fno-strict-aliasing -Wall -Wextra -Iinclude -Isrc -Itest/native -o "$to/bench" \
	src/*.c test/native/platform_native.c ../benchmarks/native/bench.c
