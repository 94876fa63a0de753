#!/usr/bin/env bash
# 100 - 0.01 is 100.99, and 55 - 0.00000001 is 50.00099999.
#
# Guess:   a package for exact decimals subtracts the same digits as on paper.
# Fact:    where the second number has more decimals than the first, what is borrowed is taken at the wrong digit. All
#          of 1,000 differences of a whole number and an amount with eight decimals are wrong. With as many decimals in
#          both, as in 0.50 - 0.25, the difference is right. compareTo and sums of two positive numbers are right.
# Cost:    a fee of one satoshi takes away five coins; one of a cent adds 99 cents.
# Version: @agrora/decimal 0.2.1, against big.js 7.0.1.
# Source:  the package's readme: "Arbitrary precision floating point arithmetic", "essentially a port of bcmath".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @agrora/decimal@0.2.1 big.js@7.0.1

cat >show.cjs <<'JS'
const Big = require('big.js');
const Decimal = require('@agrora/decimal').default;

for (const [a, b] of [['55', '0.00000001'], ['100', '0.01'], ['0.5', '0.25'], ['0.50', '0.25'], ['-0.00000001', '570'],
		['3', '1'], ['1', '0.9'], ['1000', '0.5']]) {
	const difference = a.startsWith('-') ? Decimal.from(a).add(b) : Decimal.from(a).subtract(b);
	console.log(`${a} ${a.startsWith('-') ? '+' : '-'} ${b} = ${difference}`);
}
let state = 1;
let wrongSums = 0, wrongDifferences = 0, wrongOrders = 0;
for (let i = 0; i < 1000; i++) {
	const whole = String(1 + random(1000));
	const amount = (random(100000000) / 1e8).toFixed(8);
	wrongSums += Big(whole).plus(amount).eq(String(Decimal.from(whole).add(amount))) ? 0 : 1;
	wrongDifferences += Big(whole).minus(amount).eq(String(Decimal.from(whole).subtract(amount))) ? 0 : 1;
	wrongOrders += Decimal.from(whole).compareTo(amount) === Big(whole).cmp(amount) ? 0 : 1;
}
console.log(`of 1000 wrong: ${wrongDifferences} differences, ${wrongSums} sums, ${wrongOrders} orders`);

function random(bound) {
	state = (state * 48271) % 2147483647;
	return state % bound;
}
JS

echo "@agrora/decimal 0.2.1, big.js 7.0.1, node $(node --version)"
echo "guess: 54.99999999 99.99 0.25 0.25 569.99999999 2 0.1 999.5, nothing wrong"
seen=$(node show.cjs)
echo "$seen"

expected='55 - 0.00000001 = 50.00099999
100 - 0.01 = 100.99
0.5 - 0.25 = 0.45
0.50 - 0.25 = 0.25
-0.00000001 + 570 = 570.00099999
3 - 1 = 2
1 - 0.9 = 0.1
1000 - 0.5 = 1000.5
of 1000 wrong: 1000 differences, 0 sums, 0 orders'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
