#!/usr/bin/env bash
# SwapKit's number prints -0.5 as 0.5.
#
# Guess:   toFixed(2) of -0.5 is -0.50, as for JavaScript's numbers.
# Fact:    between -1 and 0 the minus is lost: -0.5 is "0.5", a debt becomes a credit. Digits are cut, not rounded:
#          1.999 is "1.99". Whole numbers end in a point: 1 is "1.". Small ones keep all their digits: 0.00000001 with
#          two decimals is "0.00000001". Negative numbers from -1 on keep their sign.
# Cost:    a change of balance, a slippage or a loss below one coin is shown as a gain, and read back as one.
# Version: @swapkit/helpers 2.5.1.
# Source:  the names toFixed and toSignificant are those of JavaScript's Number and of Uniswap's Fraction; no document
#          of the package gives them another meaning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @swapkit/helpers@2.5.1

cat >show.mjs <<'JS'
import { SwapKitNumber } from '@swapkit/helpers';

for (const amount of ['-0.5', '-0.05', '-1.5', '1.999', '1', '0.00000001', '1.05']) {
	const number = new SwapKitNumber(amount);
	console.log(`${amount}: toFixed(2) is "${number.toFixed(2)}" (JavaScript: "${Number(amount).toFixed(2)}"), `
		+ `toSignificant(3) is "${number.toSignificant(3)}"`);
}
JS

echo "@swapkit/helpers 2.5.1, node $(node --version)"
echo "guess: the two texts of toFixed are equal"
seen=$(node show.mjs)
echo "$seen"

expected='-0.5: toFixed(2) is "0.5" (JavaScript: "-0.50"), toSignificant(3) is "-0.5"
-0.05: toFixed(2) is "0.05" (JavaScript: "-0.05"), toSignificant(3) is "-0.05"
-1.5: toFixed(2) is "-1.5" (JavaScript: "-1.50"), toSignificant(3) is "-1.5"
1.999: toFixed(2) is "1.99" (JavaScript: "2.00"), toSignificant(3) is "1.99"
1: toFixed(2) is "1." (JavaScript: "1.00"), toSignificant(3) is "1"
0.00000001: toFixed(2) is "0.00000001" (JavaScript: "0.00"), toSignificant(3) is "0.00000001"
1.05: toFixed(2) is "1.05" (JavaScript: "1.05"), toSignificant(3) is "1.05"'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
