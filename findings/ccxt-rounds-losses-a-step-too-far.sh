#!/usr/bin/env bash
# ccxt rounds -17.02 to steps of 0.5 as -17.5, and -100.2 to steps of 5 as -105.
#
# Guess:   decimalToPrecision with ROUND and TICK_SIZE answers the nearest step, below zero as above.
# Fact:    a number below zero goes to the next step away from zero, however near the other one is. Above zero, with
#          TRUNCATE, and with a number of decimals instead of a step, the result is right. Of the amounts from -0.01
#          to -10.00, in steps of 0.25, the 480 that are nearer to the step towards zero are all rounded to the other
#          one.
# Cost:    a loss, a spread or a price below zero is off by up to a whole step, always away from zero: -0.1 becomes
#          -1.
# Version: ccxt 4.5.84.
# Source:  ccxt's manual on decimalToPrecision and its modes; it makes no difference between numbers above and below
#          zero.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact ccxt@4.5.84

cat >show.cjs <<'JS'
const { decimalToPrecision, DECIMAL_PLACES, ROUND, TICK_SIZE, TRUNCATE } = require('ccxt');

for (const [amount, step] of [['17.02', 0.5], ['17.3', 0.5], ['100.2', 5], ['0.1', 1], ['1234.501', 0.01]]) {
	const digits = (step === 0.01) ? 2 : 0;
	const results = [amount, `-${amount}`].map(text => decimalToPrecision(text, ROUND, step, TICK_SIZE));
	const others = [decimalToPrecision(`-${amount}`, TRUNCATE, step, TICK_SIZE),
		decimalToPrecision(`-${amount}`, ROUND, digits, DECIMAL_PLACES)];
	console.log(`${amount} to ${step}: ${results[0]}, below zero ${results[1]} `
		+ `(truncated ${others[0]}, to ${digits} decimals ${others[1]})`);
}
const wrong = { above: 0, below: 0 };
let nearer = 0;
for (let cents = 1; cents <= 1000; cents++) {
	const nearest = Math.round(cents / 25) / 4;
	nearer += (cents % 25 > 0 && cents % 25 < 12.5) ? 1 : 0;
	const text = (cents / 100).toFixed(2);
	wrong.above += (Number(decimalToPrecision(text, ROUND, 0.25, TICK_SIZE)) === nearest) ? 0 : 1;
	wrong.below += (Number(decimalToPrecision(`-${text}`, ROUND, 0.25, TICK_SIZE)) + nearest === 0) ? 0 : 1;
}
console.log(`0.01 to 10.00 in steps of 0.25: ${nearer} are nearer to the step towards zero, `
	+ `wrong above zero ${wrong.above}, below zero ${wrong.below}`);
JS

echo "ccxt 4.5.84, node $(node --version)"
echo "guess: the same result above and below zero, none wrong"
seen=$(node show.cjs)
echo "$seen"

expected='17.02 to 0.5: 17, below zero -17.5 (truncated -17, to 0 decimals -17)
17.3 to 0.5: 17.5, below zero -17.5 (truncated -17, to 0 decimals -17)
100.2 to 5: 100, below zero -105 (truncated -100, to 0 decimals -100)
0.1 to 1: 0, below zero -1 (truncated 0, to 0 decimals 0)
1234.501 to 0.01: 1234.5, below zero -1234.51 (truncated -1234.5, to 2 decimals -1234.5)
0.01 to 10.00 in steps of 0.25: 480 are nearer to the step towards zero, wrong above zero 0, below zero 480'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
