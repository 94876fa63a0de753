#!/usr/bin/env bash
# The same WebAssembly text assembles to two different constants: binaryen rounds f32 twice.
#
# Guess:   an f32 constant is the float nearest to the number that is written, with any assembler.
# Fact:    binaryen reads the number as a double and narrows that. Where the double falls on the midpoint of two floats
#          the second rounding goes the wrong way: some constants are off by one unit, the smallest subnormal becomes
#          zero, and the largest float, written with a digit more than it needs, becomes infinity. wabt has them right.
# Cost:    a kernel whose bounds are written in text (a sentinel, a limit) never stops at it, or compares unequal to
#          the same module assembled elsewhere. Reproducible builds differ.
# Version: binaryen 132.0.0 against wabt 1.0.39.
# Source:  the WebAssembly core specification, "Text format, Values, Floating-Point": the literal is rounded to the
#          nearest float, ties to even, once.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact binaryen@132.0.0 wabt@1.0.39

cat >show.mjs <<'JS'
import binaryen from 'binaryen';
import loadWabt from 'wabt';

const wabt = await loadWabt();
const assemblers = {
	wabt: (text) => wabt.parseWat('constant.wat', text).toBinary({}).buffer,
	binaryen: (text) => binaryen.parseText(text).emitBinary(),
};
const literals = [
	'1.5',
	'1.00000005960464477539062500001', // just above the middle of 1 and the next float
	'0x1.00000100000001p0',            // the same, in hexadecimal
	'7.006492321624086e-46',           // just above half of the smallest subnormal
	'3.4028235677973366e38',           // just below the middle of the largest float and infinity
];
for (const literal of literals) {
	const read = Object.entries(assemblers).map(([name, assemble]) => {
		const module = new WebAssembly.Module(assemble(`(module (global (export "g") f32 (f32.const ${literal})))`));
		const value = new WebAssembly.Instance(module).exports.g.value;
		const bits = new Uint32Array(new Float32Array([value]).buffer)[0].toString(16).padStart(8, '0');
		return `${name} ${bits}`;
	});
	console.log(`${literal}: ${read.join(', ')}`);
}
JS

echo "binaryen 132.0.0, wabt 1.0.39, node $(node --version)"
echo "guess: both assemblers give the same bits in each line"
seen=$(node show.mjs)
echo "$seen"

expected='1.5: wabt 3fc00000, binaryen 3fc00000
1.00000005960464477539062500001: wabt 3f800001, binaryen 3f800000
0x1.00000100000001p0: wabt 3f800001, binaryen 3f800000
7.006492321624086e-46: wabt 00000001, binaryen 00000000
3.4028235677973366e38: wabt 7f7fffff, binaryen 7f800000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
