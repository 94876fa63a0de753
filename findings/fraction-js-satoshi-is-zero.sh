#!/usr/bin/env bash
# fraction.js makes 0 of one satoshi, and another number of most amounts with eight decimals, when they come as numbers.
#
# Guess:   new Fraction(x) is the value of x: either of the double, exactly, or of the shortest decimal that prints it.
# Fact:    a number is approximated by a fraction with a denominator below 10,000,000 (a Farey search that gives up).
#          0.00000001 becomes 0, 0.123456789123 becomes 10/81, and of 20,000 amounts with eight decimals 17,652 become
#          another value. The same amounts as text are exact. Text with an exponent, "1e-8", is refused.
# Cost:    an exact library makes an inexact price, and a fee of one unit vanishes, without an error.
# Version: fraction.js 5.3.4.
# Source:  the package describes itself as exact; ECMAScript numbers are binary64, whose values are fractions.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact fraction.js@5.3.4

cat >show.mjs <<'JS'
import Fraction from 'fraction.js';

for (const text of ['0.00000001', '0.00000123', '0.123456789123', '120345.67890123']) {
	console.log(`${text}: as a number ${new Fraction(Number(text)).toFraction()}, as text ${new Fraction(text).toFraction()}`);
}
let others = 0;
for (let i = 1; i <= 20000; i++) {
	const text = (i * 7919 / 1e8).toFixed(8);
	if (!new Fraction(Number(text)).equals(new Fraction(text))) {
		others++;
	}
}
console.log(`of 20000 amounts, another value: ${others}`);
JS

echo "fraction.js 5.3.4, node $(node --version)"
echo "guess: the same on both sides, and 0 other values"
seen=$(node show.mjs)
echo "$seen"

expected='0.00000001: as a number 0, as text 1/100000000
0.00000123: as a number 8/6504065, as text 123/100000000
0.123456789123: as a number 10/81, as text 123456789123/1000000000000
120345.67890123: as a number 13380875000/111187, as text 12034567890123/100000000
of 20000 amounts, another value: 17652'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
