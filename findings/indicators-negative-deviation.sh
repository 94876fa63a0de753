#!/usr/bin/env bash
# A standard deviation of -4, and Bollinger bands that are not a number, from prices in satoshi.
#
# Guess:   moving prices by a constant leaves their standard deviation as it is, and it is never negative.
# Fact:    @ixjb94/indicators subtracts the square of the sum from the sum of the squares. At prices about 100,000,000
#          (one bitcoin in satoshi) nothing but rounding is left: the deviation is 0, 1.41 or negative, and the bands
#          are NaN. At 10,000,000 they are off by half, without a sign of it. technicalindicators is right.
# Cost:    stops, position sizes and bands. Tests with prices about 100 pass; whole satoshi and cents do not.
# Version: @ixjb94/indicators 1.2.4; technicalindicators 3.1.0 computes the same beside it.
# Source:  the definition; that this formula cancels is textbook (Higham, Accuracy and Stability of Numerical
#          Algorithms, section 1.9). The package documents no range.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	@ixjb94/indicators@1.2.4 technicalindicators@3.1.0

cat >show.mjs <<'JS'
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Indicators } = require('@ixjb94/indicators');
const { SD } = require('technicalindicators');

const moves = [10, 20, 40, 30, 60, 50].map((cents) => cents / 100);
const text = (values) => values.map((value) => value.toFixed(2)).join(' ');
for (const base of [100, 100000, 10000000, 100000000]) {
	const values = moves.map((move) => base + move);
	const [lower] = await new Indicators().bbands(values, 3, 2);
	console.log(`prices from ${base}: deviation ${text(await new Indicators().stddev(values, 3))}`
		+ ` (other ${text(SD.calculate({ period: 3, values }))}), lower band ${text(lower.map((v) => v - base))}`);
}
JS

echo "@ixjb94/indicators 1.2.4, technicalindicators 3.1.0, node $(node --version)"
echo "guess: the same numbers in each line"
seen=$(node show.mjs)
echo "$seen"

expected='prices from 100: deviation 0.12 0.08 0.12 0.12 (other 0.12 0.08 0.12 0.12), lower band -0.02 0.14 0.18 0.22
prices from 100000: deviation 0.12 0.08 0.12 0.12 (other 0.12 0.08 0.12 0.12), lower band -0.02 0.14 0.18 0.22
prices from 10000000: deviation 0.22 0.18 0.13 0.22 (other 0.12 0.08 0.12 0.12), lower band -0.20 -0.05 0.18 0.03
prices from 100000000: deviation -4.00 -6.00 -8.00 -8.00 (other 0.12 0.08 0.12 0.12), lower band NaN NaN NaN NaN'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
