#!/usr/bin/env bash
# mathjs answers 210 for 200 - 50% - 30, and 0 for 10% + 5%.
#
# Guess:   a percent sign behind a number is a percentage, wherever the expression goes on after it.
# Fact:    before a plus or a minus the parser takes the sign for the modulo operator and the plus or minus for the sign
#          of its right side. 200 - 50% - 30 is read as 200 - (50 mod -30). 200 - 50% alone is 100, a product after the
#          percentage is right, and so is a bracket around it. Nothing is thrown.
# Cost:    a price formula with a discount and a fixed fee (200 - 50% - 30) charges more than the undiscounted price.
# Version: mathjs 15.2.0.
# Source:  the mathjs documentation, "Expression syntax": the percentage operator, with 100 + 3% and 100 - 3% among its
#          examples, beside the modulo operator.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact mathjs@15.2.0

cat >show.cjs <<'JS'
const { evaluate, parse } = require('mathjs');

const expected = {
	'200 - 50%': 100,
	'200 - 50% - 30': 70,
	'(200 - 50%) - 30': 70,
	'300 + 5% - 20': 295,
	'100 - 10% - 10%': 81,
	'10% + 5%': 0.15,
	'10% * 5': 0.5,
};
for (const [expression, result] of Object.entries(expected)) {
	console.log(`${expression}: expected ${result}, mathjs says ${evaluate(expression)},`
		+ ` read as ${parse(expression).toString({ parenthesis: 'auto' })}`);
}
JS

echo "mathjs 15.2.0, node $(node --version)"
echo "guess: every answer is the expected one"
seen=$(node show.cjs)
echo "$seen"

expected='200 - 50%: expected 100, mathjs says 100, read as 200 - 200 * 50 / 100
200 - 50% - 30: expected 70, mathjs says 210, read as 200 - 50 % -30
(200 - 50%) - 30: expected 70, mathjs says 70, read as 200 - 200 * 50 / 100 - 30
300 + 5% - 20: expected 295, mathjs says 285, read as 300 + 5 % -20
100 - 10% - 10%: expected 81, mathjs says 100, read as 100 - 10 % (-10 / 100)
10% + 5%: expected 0.15, mathjs says 0, read as 10 % (+5 / 100)
10% * 5: expected 0.5, mathjs says 0.5, read as 10 / 100 * 5'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
