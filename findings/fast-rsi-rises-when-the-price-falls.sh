#!/usr/bin/env bash
# After 1, 2, 3, 4 the price falls to 3.99, and the relative strength index rises from 99.01 to 99.5.
#
# Guess:   the RSI of rising prices is 100 and falls with the first fall, as with the package that this one replaces.
# Fact:    without any loss the ratio of gains to losses is taken as 100, which is an RSI of 99.01. A small loss gives a
#          greater ratio, so the RSI rises. Prices that do not change have 99.01 as well, as if only bought.
#          technicalindicators answers 100 and 99.5 for the first, and 100 for prices that do not change.
# Cost:    a rule such as "sell where the RSI turns down" never sees the turn; RSI >= 99.5 fires on a fall.
# Version: fast-technical-indicators 1.1.4; technicalindicators 3.1.0 is the second opinion.
# Source:  the package's readme: "100% Compatible: Drop-in replacement for technicalindicators".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	fast-technical-indicators@1.1.4 technicalindicators@3.1.0

cat >show.cjs <<'JS'
const fast = require('fast-technical-indicators');
const replaced = require('technicalindicators');

for (const values of [[1, 2, 3, 4, 3.99], [5, 5, 5, 5, 5], [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [1, 2, 1, 2, 1]]) {
	console.log(`${values.join(' ')}: fast ${fast.rsi({ period: 3, values }).join(' ')};`
			+ ` technicalindicators ${replaced.rsi({ period: 3, values }).join(' ')}`);
}
JS

echo "fast-technical-indicators 1.1.4, technicalindicators 3.1.0, node $(node --version)"
echo "guess: the same from both in each line, and a fall in the first"
seen=$(node show.cjs)
echo "$seen"

expected='1 2 3 4 3.99: fast 99.01 99.5; technicalindicators 100 99.5
5 5 5 5 5: fast 99.01 99.01; technicalindicators 100 100
1 2 3 4 5: fast 99.01 99.01; technicalindicators 100 100
5 4 3 2 1: fast 0 0; technicalindicators 0 0
1 2 1 2 1: fast 66.67 44.44; technicalindicators 66.67 44.44'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
