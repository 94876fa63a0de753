#!/usr/bin/env bash
# A decimal library says that 0 is greater than 0.5.
#
# Guess:   zero is below every positive number and above every negative one.
# Fact:    compare takes zero for a number of the size of one: 0 is greater than 0.5, 0.04 and one satoshi, and less
#          than 1. The difference of the same two numbers has the right sign.
# Cost:    "has the balance fallen to zero", a stop at zero and the sorting of amounts work for whole coins and fail for
#          fractions, without an error.
# Version: @phensley/decimal 1.14.0.
# Source:  the package's own type documentation: compare returns -1, 0 or 1 for less, equal and greater.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @phensley/decimal@1.14.0

cat >show.cjs <<'JS'
const { Decimal } = require('@phensley/decimal');

const zero = new Decimal('0');
for (const text of ['40', '1', '0.5', '0.04', '0.00000001', '-0.04', '-1']) {
	const number = new Decimal(text);
	console.log(`0 and ${text}: compare ${zero.compare(number)}, sign of the difference `
		+ `${zero.subtract(number).signum()}`);
}
console.log(`sorted: ${['0.5', '0', '0.04', '2'].map((text) => new Decimal(text)).sort((a, b) => a.compare(b))}`);
JS

echo "@phensley/decimal 1.14.0, node $(node --version)"
echo "guess: both numbers of a line are the same, and the order is 0,0.04,0.5,2"
seen=$(node show.cjs)
echo "$seen"

expected='0 and 40: compare -1, sign of the difference -1
0 and 1: compare -1, sign of the difference -1
0 and 0.5: compare 1, sign of the difference -1
0 and 0.04: compare 1, sign of the difference -1
0 and 0.00000001: compare 1, sign of the difference -1
0 and -0.04: compare 1, sign of the difference 1
0 and -1: compare 1, sign of the difference 1
sorted: 0.04,0.5,0,2'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
