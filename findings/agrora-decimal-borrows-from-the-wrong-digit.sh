#!/usr/bin/env bash
# 100 - 0.01 is 100.99, and 55 - 0.00000001 is 50.00099999.
#
# Guess:   a package for exact decimals subtracts the same digits as on paper.
# Fact:    where the smaller number has more decimals than the larger, what is borrowed is mostly taken at the wrong
#          digit: in all of 1,000 differences of a whole number and an amount with eight decimals, and in 10 - 0.1 and
#          1 - 0.001, while 1 - 0.9, 1 - 0.01 and 11 - 0.3 are right. All of 1,000 differences are right with three
#          decimals in both, and with five in the larger. compareTo and the sums of the first 1,000 pairs are
#          right; -0.00000001 + 570 borrows, and is wrong.
# Cost:    a fee of one satoshi takes away almost five coins; one of a cent adds 99 cents.
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
		['5.25', '7.5'], ['3', '1'], ['0.123', '0.1'], ['1', '0.9'], ['1', '0.01'], ['11', '0.3'], ['10', '0.1'],
		['1', '0.001'], ['1000', '0.5']]) {
	const difference = a.startsWith('-') ? Decimal.from(a).add(b) : Decimal.from(a).subtract(b);
	console.log(`${a} ${a.startsWith('-') ? '+' : '-'} ${b} = ${difference}`);
}
let state = 1;
let wrongSums = 0, wrongDifferences = 0, wrongOrders = 0, wrongAlike = 0, wrongLarger = 0;
for (let i = 0; i < 1000; i++) {
	const whole = String(1 + random(1000));
	const amount = (random(100000000) / 1e8).toFixed(8);
	wrongSums += Big(whole).plus(amount).eq(String(Decimal.from(whole).add(amount))) ? 0 : 1;
	wrongDifferences += isWrong(whole, amount);
	wrongOrders += Decimal.from(whole).compareTo(amount) === Big(whole).cmp(amount) ? 0 : 1;
	const smaller = (random(1000000) / 1000).toFixed(3);
	wrongAlike += isWrong((1000 + random(1000000) / 1000).toFixed(3), smaller);
	wrongLarger += isWrong((1000 + random(100000000) / 100000).toFixed(5), smaller);
}
console.log(`of 1000 wrong: ${wrongDifferences} differences, ${wrongSums} sums, ${wrongOrders} orders`);
console.log(`of 1000 differences wrong: ${wrongAlike} with as many decimals, ${wrongLarger} with more in the larger`);

function isWrong(a, b) {
	return Big(a).minus(b).eq(String(Decimal.from(a).subtract(b))) ? 0 : 1;
}

function random(bound) {
	state = (state * 48271) % 2147483647;
	return state % bound;
}
JS

echo "@agrora/decimal 0.2.1, big.js 7.0.1, node $(node --version)"
echo "guess: 54.99999999 99.99 0.25 0.25 569.99999999 -2.25 2 0.023 0.1 0.99 10.7 9.9 0.999 999.5, \
nothing wrong"
seen=$(node show.cjs)
echo "$seen"

expected='55 - 0.00000001 = 50.00099999
100 - 0.01 = 100.99
0.5 - 0.25 = 0.45
0.50 - 0.25 = 0.25
-0.00000001 + 570 = 570.00099999
5.25 - 7.5 = -0.95
3 - 1 = 2
0.123 - 0.1 = 0.023
1 - 0.9 = 0.1
1 - 0.01 = 0.99
11 - 0.3 = 10.7
10 - 0.1 = 10.9
1 - 0.001 = 0.099
1000 - 0.5 = 1000.5
of 1000 wrong: 1000 differences, 0 sums, 0 orders
of 1000 differences wrong: 0 with as many decimals, 0 with more in the larger'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
