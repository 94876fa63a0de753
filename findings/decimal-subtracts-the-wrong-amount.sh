#!/usr/bin/env bash
# 0.5 - 0.00000025 is 0.4975, and 0.12345678 - 0.00000001 is 0.12345678.
#
# Guess:   a package for exact decimals subtracts small numbers as it subtracts large ones.
# Fact:    sub multiplies the second number by -1 as a double and reads the text of the result. From 0.0000009 down that
#          text has an exponent, which the package reads as digits: "-2.5e-7" becomes -0.0025, and "-1e-8" becomes
#          nothing at all beside a fraction. add with a minus sign in the text is right.
# Cost:    a fee of some satoshi is not charged, or is charged ten thousand times over.
# Version: decimal 0.0.2 (npm).
# Source:  the package's readme: it exists because doubles "cannot accurately represent a number like 0.1, 0.2 or 0.3".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact decimal@0.0.2

cat >show.cjs <<'JS'
const Decimal = require('decimal');

for (const [amount, fee] of [['0.5', '0.25'], ['0.5', '0.000025'], ['0.5', '0.00000025'], ['0.5', '0.00000012'],
		['0.12345678', '0.00000001'], ['1.5', '0.0000001']]) {
	console.log(`${amount} - ${fee}: sub ${Decimal(amount).sub(fee)}, add of the negative ${Decimal(amount).add('-' + fee)}`);
}
JS

echo "decimal 0.0.2, node $(node --version)"
echo "guess: both numbers of a line are the same"
seen=$(node show.cjs)
echo "$seen"

expected='0.5 - 0.25: sub 0.25, add of the negative 0.25
0.5 - 0.000025: sub 0.499975, add of the negative 0.499975
0.5 - 0.00000025: sub 0.4975, add of the negative 0.49999975
0.5 - 0.00000012: sub 0.4988, add of the negative 0.49999988
0.12345678 - 0.00000001: sub 0.12345678, add of the negative 0.12345677
1.5 - 0.0000001: sub 1.5, add of the negative 1.4999999'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
