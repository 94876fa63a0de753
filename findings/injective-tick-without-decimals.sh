#!/usr/bin/env bash
# A price step of 0.00000001 has no decimals, says a function that counts them exactly.
#
# Guess:   getExactDecimalsFromNumber(0.00000001) is 8, as it is 6 for 0.000001.
# Fact:    it counts the characters behind the point of the number's text. From 0.0000001 down JavaScript prints an
#          exponent: 1e-8 has no point and is said to have 0 decimals, 1.2e-7 is said to have 4. The neighbour
#          getSignificantDecimalsFromNumber is right for both, and the text "0.00000001" is right, too.
# Cost:    a market with a price step of one satoshi rounds its prices to whole numbers: to 0.
# Version: @injectivelabs/utils 1.20.50.
# Source:  the function's name; ECMAScript, Number::toString: an exponent is printed below 1e-6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @injectivelabs/utils@1.20.50

cat >show.cjs <<'JS'
const { getExactDecimalsFromNumber, getSignificantDecimalsFromNumber } = require('@injectivelabs/utils');

for (const step of [0.1, 0.000001, 0.0000001, 0.00000012, 0.00000001, '0.00000001']) {
	console.log(`${typeof step} ${step}: exact decimals ${getExactDecimalsFromNumber(step)}, `
		+ `significant decimals ${getSignificantDecimalsFromNumber(step)}`);
}
JS

echo "@injectivelabs/utils 1.20.50, node $(node --version)"
echo "guess: both numbers of a line are the same"
seen=$(node show.cjs)
echo "$seen"

expected='number 0.1: exact decimals 1, significant decimals 1
number 0.000001: exact decimals 6, significant decimals 6
number 1e-7: exact decimals 0, significant decimals 7
number 1.2e-7: exact decimals 4, significant decimals 8
number 1e-8: exact decimals 0, significant decimals 8
string 0.00000001: exact decimals 8, significant decimals 8'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
