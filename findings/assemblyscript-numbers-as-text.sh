#!/usr/bin/env bash
# AssemblyScript writes numbers with other digits than JavaScript, and reads 2^64 as 0.
#
# Guess:   code that is compiled from the same source as its JavaScript twin prints the same shortest digits, and
#          reading an amount that does not fit fails, or stops at the largest.
# Fact:    0.1 + 0.2 is printed as 0.30000000000000007 (JavaScript: ...04; both read back as the same double), and so
#          are about 13 of 10,000 amounts with eight decimals. U64.parseInt and I64.parseInt wrap around:
#          "18446744073709551616" is 0, "9223372036854775808" is negative, "-1" as U64 is the largest. "12abc" is 12, as
#          in JavaScript.
# Cost:    a digest or signature over text differs between the module and the page, and an amount of a token whose
#          supply passes 64 bits (runes have 128) becomes a small one.
# Version: assemblyscript 0.28.20.
# Source:  ECMAScript, Number::toString: as few digits as possible, then the closest value; the standard library's
#          documentation calls its parseInt like JavaScript's.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact assemblyscript@0.28.20

cat >numbers.ts <<'TS'
export function text(value: f64): string {
	return value.toString();
}
export function signed(text: string): i64 {
	return I64.parseInt(text);
}
export function unsigned(text: string): u64 {
	return U64.parseInt(text);
}
TS
node_modules/.bin/asc numbers.ts --outFile numbers.wasm --bindings esm >/dev/null

cat >show.mjs <<'JS'
import { signed, text, unsigned } from './numbers.js';

console.log(`0.1 + 0.2: ${text(0.1 + 0.2)}, JavaScript ${0.1 + 0.2}`);
console.log(`15979178.30944061: ${text(15979178.30944061)}`);
let different = 0, other = 0, state = 12345;
for (let i = 0; i < 100000; i++) {
	state = (state * 1103515245 + 12345) % 2147483648;
	const amount = Math.floor(state / 2147483648 * 2.1e15) / 1e8;
	different += text(amount) !== String(amount);
	other += Number(text(amount)) !== amount;
}
console.log(`of 100000 amounts, other digits: ${different}, other numbers: ${other}`);
for (const digits of ['9223372036854775808', '18446744073709551616', '-1']) {
	console.log(`"${digits}": signed ${signed(digits)}, unsigned ${unsigned(digits)}`);
}
JS

echo "assemblyscript 0.28.20, node $(node --version)"
echo "guess: the digits of JavaScript, and no number where none fits"
seen=$(node show.mjs)
echo "$seen"

expected='0.1 + 0.2: 0.30000000000000007, JavaScript 0.30000000000000004
15979178.30944061: 15979178.309440611
of 100000 amounts, other digits: 134, other numbers: 0
"9223372036854775808": signed -9223372036854775808, unsigned 9223372036854775808
"18446744073709551616": signed 0, unsigned 0
"-1": signed -1, unsigned 18446744073709551615'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
