#!/usr/bin/env bash
# A histogram reports other percentiles once its WebAssembly is switched on.
#
# Guess:   useWebAssembly makes hdr-histogram-js faster, and its summary stays the same.
# Fact:    in JavaScript the summary rounds percentiles to three digits, in WebAssembly it does not: of 2^31, 2^32
#          and 2^33 the median is 4290000000, which is less than the value, or 4299161599, which is more. The 99th
#          percentile is above "max" there both ways; of one value of 1700000000123 it is 1700000000000 in JavaScript,
#          and 1700807049215, above "max", in WebAssembly. A value of 3.99 has a maximum of 3.99 in JavaScript and of 3
#          in WebAssembly; its percentiles are 3 in both.
# Cost:    a limit on a percentile or on the maximum passes or fails with a switch that is meant for speed.
# Version: hdr-histogram-js 3.0.1.
# Source:  the package's readme: "a WebAssembly histogram is very different from a regular JS based histogram, both
#          provide exactly the same interface".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact hdr-histogram-js@3.0.1

cat >show.mjs <<'JS'
import { build, initWebAssembly } from 'hdr-histogram-js';

await initWebAssembly();
for (const values of [[1, 2, 3], [2 ** 31, 2 ** 32, 2 ** 33], [1700000000123], [3.99], [0.9]]) {
	for (const useWebAssembly of [false, true]) {
		const histogram = build({ useWebAssembly });
		values.forEach((value) => histogram.recordValue(value));
		const { p50, p99, max } = histogram.toJSON();
		console.log(`${values} ${useWebAssembly ? 'WebAssembly' : 'JavaScript'}: p50 ${p50}, p99 ${p99}, max ${max}`);
	}
}
JS

echo "hdr-histogram-js 3.0.1, node $(node --version)"
echo "guess: equal pairs of lines, no percentile above max"
seen=$(node show.mjs)
echo "$seen"

expected='1,2,3 JavaScript: p50 2, p99 3, max 3
1,2,3 WebAssembly: p50 2, p99 3, max 3
2147483648,4294967296,8589934592 JavaScript: p50 4290000000, p99 8590000000, max 8589934592
2147483648,4294967296,8589934592 WebAssembly: p50 4299161599, p99 8598323199, max 8589934592
1700000000123 JavaScript: p50 1700000000000, p99 1700000000000, max 1700000000123
1700000000123 WebAssembly: p50 1700807049215, p99 1700807049215, max 1700000000123
3.99 JavaScript: p50 3, p99 3, max 3.99
3.99 WebAssembly: p50 3, p99 3, max 3
0.9 JavaScript: p50 0, p99 0, max 0.9
0.9 WebAssembly: p50 0, p99 0, max 0'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
