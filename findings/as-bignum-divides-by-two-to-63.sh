#!/usr/bin/env bash
# In AssemblyScript's 128-bit integers 1000000 / 2^63 is 1000000, and 1 / 2^127 is a division by zero.
#
# Guess:   u128 divides by every number but zero, and muldiv multiplies and divides "without overflow".
# Fact:    leading and trailing zeros are counted wrong for a half that is exactly 2^63. A number of up to 64 bits that
#          is divided by 2^63 comes back whole; 2^127 counts as zero: it divides by nothing, has no hexadecimal digits,
#          and is 0.5 as a double. muldiv adds the product itself to the quotient for 2^63, and is 0 for 2^128 - 1.
# Cost:    prices in contracts are often fixed-point numbers over a power of two; the amount comes out as large as the
#          product that should have been scaled down.
# Version: as-bignum 0.3.1, assemblyscript 0.28.20.
# Source:  the package's readme lists u128 as "tested"; muldiv's own documentation says "without overflow in
#          multiplication part".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact as-bignum@0.3.1 assemblyscript@0.28.20

cat >number.ts <<'TS'
import { u128 } from "as-bignum/assembly";

export function div(a: string, b: string): string {
	return (u128.from(a) / u128.from(b)).toString();
}

export function muldiv(a: string, b: string, c: string): string {
	return u128.muldiv(u128.from(a), u128.from(b), u128.from(c)).toString();
}

export function hex(a: string): string {
	return u128.from(a).toString(16);
}

export function toF64(a: string): f64 {
	return u128.from(a).toF64();
}
TS
npx asc number.ts -o number.wasm --bindings esm -O1
mv number.js number.mjs

cat >show.mjs <<'JS'
import * as number from './number.mjs';

const attempt = (f, ...args) => {
	try {
		return f(...args.map(String));
	} catch (e) {
		return e.message.replace(/ in .*/, '');
	}
};
for (const bits of [62n, 63n, 64n, 126n, 127n]) {
	const divisor = 2n ** bits;
	console.log(`2^${bits}: 1000000 / it ${attempt(number.div, 1000000n, divisor)} (is 0), `
		+ `10^20 * 10^6 / it ${attempt(number.muldiv, 10n ** 20n, 10n ** 6n, divisor)} (is ${10n ** 26n / divisor}), `
		+ `as a double ${attempt(number.toF64, divisor)}, hexadecimal "${attempt(number.hex, divisor)}"`);
}
console.log(`100 * 1000000 / 2^63: ${attempt(number.muldiv, 100n, 1000000n, 2n ** 63n)} (is 0)`);
console.log(`10^31 * 10^12 / (2^128 - 1): ${attempt(number.muldiv, 10n ** 31n, 10n ** 12n, 2n ** 128n - 1n)} `
	+ `(is ${10n ** 43n / (2n ** 128n - 1n)})`);
JS

echo "as-bignum 0.3.1, assemblyscript 0.28.20, node $(node --version)"
echo "guess: every result equals the one in brackets, and no power of two differs from the others"
seen=$(node show.mjs)
echo "$seen"

expected='2^62: 1000000 / it 0 (is 0), 10^20 * 10^6 / it 21684043 (is 21684043), as a double 4611686018427388000, hexadecimal "4000000000000000"
2^63: 1000000 / it 1000000 (is 0), 10^20 * 10^6 / it 100000000000000000010842021 (is 10842021), as a double 9223372036854776000, hexadecimal "8000000000000000"
2^64: 1000000 / it 0 (is 0), 10^20 * 10^6 / it 5421010 (is 5421010), as a double 18446744073709552000, hexadecimal "10000000000000000"
2^126: 1000000 / it 0 (is 0), 10^20 * 10^6 / it 0 (is 0), as a double 8.507059173023462e+37, hexadecimal "40000000000000000000000000000000"
2^127: 1000000 / it Division by zero (is 0), 10^20 * 10^6 / it Division by zero (is 0), as a double 0.5, hexadecimal ""
100 * 1000000 / 2^63: 100000000 (is 0)
10^31 * 10^12 / (2^128 - 1): 0 (is 29387)'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
