#!/usr/bin/env bash
# A money library answers -0.65 for -2.00 / 3.00, and 0.01 for -0.05 * 0.10.
#
# Guess:   an amount library for strings with two decimals is exact, or off by one cent at most where it rounds.
# Fact:    money-math rounds negative results by looking at the last digit as if they were positive and then moves them
#          the wrong way: two cents are lost, or the sign. Rounding -1.03 to five cents gives -0.95, and one ten
#          millionth as a number becomes "10.00", as it is printed with an exponent first. Positive amounts are right.
# Cost:    refunds, reversals and losses are wrong by cents, silently, in a library that exists to avoid just that.
# Version: money-math 2.6.3.
# Source:  the package's README: amounts may be negative, and results are rounded to the whole cent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact money-math@2.6.3

cat >show.cjs <<'JS'
const money = require('money-math');

const show = (what, exact, answer) => console.log(`${what}: exactly ${exact}, money-math says ${answer}`);
show('2.00 / 3.00', '0.666...', money.div('2.00', '3.00'));
show('-2.00 / 3.00', '-0.666...', money.div('-2.00', '3.00'));
show('-100.00 / 7.00', '-14.285...', money.div('-100.00', '7.00'));
show('0.05 * 0.10', '0.005', money.mul('0.05', '0.10'));
show('-0.05 * 0.10', '-0.005', money.mul('-0.05', '0.10'));
show('-33.33 * 0.33', '-10.9989', money.mul('-33.33', '0.33'));
show('10.00 percent of -1.25', '-0.125', money.percent('-1.25', '10.00'));
show('1.03 to five cents', '1.05', money.roundTo5Cents('1.03'));
show('-1.03 to five cents', '-1.05', money.roundTo5Cents('-1.03'));
show('the number 0.0000001', '0.0000001', money.floatToAmount(0.0000001));
JS

echo "money-math 2.6.3, node $(node --version)"
echo "guess: every answer is the exact value, rounded to a cent"
seen=$(node show.cjs)
echo "$seen"

expected='2.00 / 3.00: exactly 0.666..., money-math says 0.67
-2.00 / 3.00: exactly -0.666..., money-math says -0.65
-100.00 / 7.00: exactly -14.285..., money-math says -14.27
0.05 * 0.10: exactly 0.005, money-math says 0.01
-0.05 * 0.10: exactly -0.005, money-math says 0.01
-33.33 * 0.33: exactly -10.9989, money-math says -10.98
10.00 percent of -1.25: exactly -0.125, money-math says -0.11
1.03 to five cents: exactly 1.05, money-math says 1.05
-1.03 to five cents: exactly -1.05, money-math says -0.95
the number 0.0000001: exactly 0.0000001, money-math says 10.00'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
