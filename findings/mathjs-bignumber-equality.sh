#!/usr/bin/env bash
# With 64 digits of precision, mathjs holds 20999999.99999999 and 21000000 for equal.
#
# Guess:   BigNumbers with a precision of 64 digits compare, sort and floor exactly.
# Fact:    every comparison allows a relative difference of 1e-12, whatever the precision. One satoshi below 21 million
#          bitcoin equals 21 million, is not smaller, and its floor is 21000000. The same holds for the two whole
#          numbers of satoshi. The difference itself is exact, so a - b is not zero where a == b is true.
# Cost:    a check of a limit or a balance (spent > available) lets the last satoshis through, a floor hands out more
#          than there is. Below 10,000 bitcoin the tolerance is under a satoshi, so a test with small amounts passes.
# Version: mathjs 15.2.0, number BigNumber, precision 64.
# Source:  the mathjs documentation, "BigNumbers": arbitrary precision against round-off errors. The tolerance stands on
#          the configuration page: relTol, 1e-12 by default, to be set separately.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact mathjs@15.2.0

cat >show.cjs <<'JS'
const { all, create } = require('mathjs');

const math = create(all, { number: 'BigNumber', precision: 64 });
for (const expression of [
	'20999999.99999999 == 21000000',
	'20999999.99999999 < 21000000',
	'21000000 - 20999999.99999999',
	'floor(20999999.99999999)',
	'2099999999999999 == 2100000000000000',
	'999.99999999 == 1000',
]) {
	console.log(`${expression}: ${math.format(math.evaluate(expression), { notation: 'fixed' })}`);
}
JS

echo "mathjs 15.2.0, node $(node --version)"
echo "guess: false, true, 0.00000001, 20999999, false, false"
seen=$(node show.cjs)
echo "$seen"

expected='20999999.99999999 == 21000000: true
20999999.99999999 < 21000000: false
21000000 - 20999999.99999999: 0.00000001
floor(20999999.99999999): 21000000
2099999999999999 == 2100000000000000: true
999.99999999 == 1000: false'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
