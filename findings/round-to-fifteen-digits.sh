#!/usr/bin/env bash
# Rounding 20999999.12345678 to eight decimals gives 20999999.1234568, and rounding down can give more.
#
# Guess:   a number that has eight decimals is not changed by rounding to eight decimals, and a number that is rounded
#          down is never greater than it was.
# Fact:    round-to cuts the scaled number to 15 significant digits before it rounds. A double keeps 15 to 17, so amounts
#          from ten million with eight decimals change, in all three functions alike: 99999999.99999999 rounded down is
#          100000000. Number.prototype.toFixed keeps all of these.
# Cost:    only large amounts lose their last digit, so small tests pass. A transfer of a balance that was rounded down
#          asks for more than the balance.
# Version: round-to 7.0.0.
# Source:  the package's readme: "Numbers are rounded to a specific number of fractional digits".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact round-to@7.0.0

cat >show.mjs <<'JS'
import { roundTo, roundToDown, roundToUp } from 'round-to';

for (const value of [1.23456789, 12345678.12345678, 20999999.12345678, 99999999.99999999, 100000000.00000001]) {
	console.log(`${value}: toFixed ${Number(value.toFixed(8))}, roundTo ${roundTo(value, 8)}, `
		+ `roundToUp ${roundToUp(value, 8)}, roundToDown ${roundToDown(value, 8)}`);
}
JS

echo "round-to 7.0.0, node $(node --version)"
echo "guess: all five numbers of a line are the same"
seen=$(node show.mjs)
echo "$seen"

expected='1.23456789: toFixed 1.23456789, roundTo 1.23456789, roundToUp 1.23456789, roundToDown 1.23456789
12345678.12345678: toFixed 12345678.12345678, roundTo 12345678.1234568, roundToUp 12345678.1234568, roundToDown 12345678.1234568
20999999.12345678: toFixed 20999999.12345678, roundTo 20999999.1234568, roundToUp 20999999.1234568, roundToDown 20999999.1234568
99999999.99999999: toFixed 99999999.99999999, roundTo 100000000, roundToUp 100000000, roundToDown 100000000
100000000.00000001: toFixed 100000000.00000001, roundTo 100000000, roundToUp 100000000, roundToDown 100000000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
