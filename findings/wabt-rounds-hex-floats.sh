#!/usr/bin/env bash
# wabt rounds a hexadecimal float that is longer than it needs to the wrong neighbour.
#
# Guess:   an f32 constant is the float nearest to the number that is written, with the reference assembler above all.
# Fact:    where a hexadecimal number has more bits than the type, some are cut although more than a half is left over:
#          0x2000003p0 (33554435, nearer to 33554436 than to 33554432) is 33554432. Of 4000 integers with an exponent,
#          spread from 2^25 to 2^25 + 4e6, one in eight is the wrong f32. 33554435 in decimal, and 0x2000003 without
#          "p", are right.
# Cost:    a constant that is written in hexadecimal with more bits than an f32 holds becomes another one: a limit or a
#          factor is one unit off.
# Version: wabt 1.0.39. The exact value is computed beside it: an integer below 2^53 times a power of two.
# Source:  the WebAssembly core specification, "Text format, Values, Floating-Point": the literal is rounded to the
#          nearest float, ties to even.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact wabt@1.0.39

cat >show.mjs <<'JS'
import wabtModule from 'wabt';

const wabt = await wabtModule();
function assemble(texts) {
	const functions = texts.map((text, i) => `(func (export "${i}") (result f32) (f32.const ${text}))`);
	const { buffer } = wabt.parseWat('floats', `(module ${functions.join(' ')})`).toBinary({});
	const { exports } = new WebAssembly.Instance(new WebAssembly.Module(buffer));
	return texts.map((text, i) => exports[i]());
}

const texts = ['0x2000003p0', '0x2000003', '33554435', '0x2000007p0', '0x800000cp0', '0x6d63.996p-6', '0xe2f4c4ep-9'];
const values = [0x2000003, 0x2000003, 33554435, 0x2000007, 0x800000c, 0x6d63996 * 2 ** -18, 0xe2f4c4e * 2 ** -9];
assemble(texts).forEach((value, i) => console.log(`${texts[i]}: ${value} (is ${Math.fround(values[i])})`));

const many = Array.from({ length: 4000 }, (_, i) => 0x2000000 + i * 997);
const assembled = assemble(many.map((value) => `0x${value.toString(16)}p0`));
const wrong = assembled.filter((value, i) => value !== Math.fround(many[i]));
console.log(`${wrong.length} of ${many.length} numbers from 2^25 to 2^25 + 4e6 are wrong`);
JS

echo "wabt 1.0.39, node $(node --version)"
echo "guess: every number equals the one in brackets"
seen=$(node show.mjs)
echo "$seen"

expected='0x2000003p0: 33554432 (is 33554436)
0x2000003: 33554436 (is 33554436)
33554435: 33554436 (is 33554436)
0x2000007p0: 33554440 (is 33554440)
0x800000cp0: 134217728 (is 134217744)
0x6d63.996p-6: 437.55621337890625 (is 437.5562438964844)
0xe2f4c4ep-9: 464806.125 (is 464806.15625)
500 of 4000 numbers from 2^25 to 2^25 + 4e6 are wrong'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
