#!/usr/bin/env bash
# For a fixed-point library 1 equals 1.5, 1.5 does not equal 1, and 42 is written as .42.
#
# Guess:   two amounts of different precision are compared by their values, and written as they are.
# Fact:    the second amount is cut to the precision of the first one before they are compared. So 1 equals 1.9, 1.00
#          equals 1.005, and "1.00 less than 1.005" is false; with the amounts exchanged it is right. An amount of
#          precision 0, as of yen, is written with its digits behind the point and compares as such with a number: 42
#          is 0.42.
# Cost:    a price limit of 100 lets pass 100.99, and a sort depends on the order of its input.
# Version: @hastom/fixed-point 1.0.3.
# Source:  the package's readme: "comparisons return boolean"; that the first precision is kept stands there for
#          arithmetic, which modifies the first amount.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @hastom/fixed-point@1.0.3

cat >show.cjs <<'JS'
const { FixedPoint } = require('@hastom/fixed-point');

const amounts = { 1: [1n, 0], 1.5: [15n, 1], 1.9: [19n, 1], '1.00': [100n, 2], 1.005: [1005n, 3], 100: [100n, 0],
	100.99: [10099n, 2] };
for (const [one, two] of [['1', '1.5'], ['1', '1.9'], ['1.00', '1.005'], ['100', '100.99']]) {
	const [left, right] = [one, two].map(text => new FixedPoint(...amounts[text]));
	console.log(`${one} = ${two}: ${left.eq(right)}, ${one} < ${two}: ${left.lt(right)}, `
		+ `${two} = ${one}: ${right.eq(left)}, ${two} > ${one}: ${right.gt(left)}`);
}
for (const [base, precision] of [[42n, 0], [4200n, 2]]) {
	const amount = new FixedPoint(base, precision);
	console.log(`${base} of precision ${precision}: "${amount.toDecimalString()}", ${amount.toDecimal()}, `
		+ `more than 1: ${amount > 1}`);
}
JS

echo "@hastom/fixed-point 1.0.3, node $(node --version)"
echo "guess: false, true, false, true; 42 and 42.00"
seen=$(node show.cjs)
echo "$seen"

expected='1 = 1.5: true, 1 < 1.5: false, 1.5 = 1: false, 1.5 > 1: true
1 = 1.9: true, 1 < 1.9: false, 1.9 = 1: false, 1.9 > 1: true
1.00 = 1.005: true, 1.00 < 1.005: false, 1.005 = 1.00: false, 1.005 > 1.00: true
100 = 100.99: true, 100 < 100.99: false, 100.99 = 100: false, 100.99 > 100: true
42 of precision 0: ".42", 0.42, more than 1: false
4200 of precision 2: "42.00", 42, more than 1: true'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
