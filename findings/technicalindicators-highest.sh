#!/usr/bin/env bash
# "Highest of the last n values" is wrong as soon as a value is zero or negative.
#
# Guess:   Highest.calculate({ values, period: 2 }) is the greater of each value and the one before.
# Fact:    zero counts as "not set". When a window holds only negative values the answer is 0, and after a zero the old
#          high stays for ever: for 5, 0, 3, 2, 1 it is 5, 5, 5, 5 instead of 5, 3, 3, 2. Lowest is right for the same
#          values, and positive prices are right too, so the usual test passes.
# Cost:    spreads, profits, funding rates and some futures prices go below zero. A stop placed under such a "high"
#          never moves again.
# Version: technicalindicators 3.1.0.
# Source:  the definition of a moving maximum; the package documents no limit on the values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact technicalindicators@3.1.0

cat >show.cjs <<'JS'
const { Highest, Lowest } = require('technicalindicators');

const period = 2;
const plain = (values, pick) => values.slice(1).map((value, i) => pick(values[i], value));
for (const values of [[5, 4, 3, 2, 1], [5, 0, 3, 2, 1], [-5, -4, -3, -6]]) {
	console.log(`values ${values}: highest ${Highest.calculate({ values, period })}`
		+ ` (is ${plain(values, Math.max)}), lowest ${Lowest.calculate({ values, period })}`
		+ ` (is ${plain(values, Math.min)})`);
}
JS

echo "technicalindicators 3.1.0, node $(node --version)"
echo "guess: every answer equals the one in brackets"
seen=$(node show.cjs)
echo "$seen"

expected='values 5,4,3,2,1: highest 5,4,3,2 (is 5,4,3,2), lowest 4,3,2,1 (is 4,3,2,1)
values 5,0,3,2,1: highest 5,5,5,5 (is 5,3,3,2), lowest 0,0,2,1 (is 0,0,2,1)
values -5,-4,-3,-6: highest 0,0,0 (is -4,-3,-3), lowest -5,-4,-6 (is -5,-4,-6)'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
