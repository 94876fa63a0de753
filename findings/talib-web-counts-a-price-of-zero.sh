#!/usr/bin/env bash
# talib-web's last average and last RSI count a price of 0 that nobody gave.
#
# Guess:   25 prices have 21 averages of five and 11 values of RSI(14), the last for the last price; a standard
#          deviation is the root of the variance.
# Fact:    the functions read one price beyond the end, which is 0, and give one value more, 22 and 12, followed by
#          zeros up to 25. The last average of rising prices falls from 126.2 to 101.2, their RSI from 78 to 15. Of the
#          standard deviations the first four are roots, and the rest are the variance. Of the Bollinger bands the first
#          four have a width, and the upper and the lower band are 0 from the fifth on.
# Cost:    the newest value, the one that a rule looks at, says that the market crashed. From the fifth value on
#          each price is above its upper Bollinger band.
# Version: talib-web 0.1.3, TA-Lib's C code compiled to WebAssembly.
# Source:  the definition of a moving average: each of five given values counts a fifth; TA-Lib's own STDDEV is the root
#          of its VAR.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact talib-web@0.1.3

cat >show.mjs <<'JS'
import { BBANDS, RSI, SMA, STDDEV, VAR, init } from 'talib-web';

delete globalThis.fetch; // the loader would fetch the file by URL; without fetch it reads the path
await init('node_modules/talib-web/lib/talib.wasm');
const inReal = [100, 101, 103, 102, 104, 107, 105, 108, 110, 109, 112, 111, 115, 113, 116, 118, 117, 120, 119, 122, 125,
	123, 127, 126, 130];
const averages = SMA({ inReal, timePeriod: 5 }).output;
const lastFive = inReal.slice(-5);
console.log(`prices ${inReal.length}, last average: ${lastFive.reduce((sum, price) => sum + price) / 5}`);
console.log(`averages ${averages.length}, from the 20th on: ${averages.slice(19)}`);
console.log(`RSI from the 10th on: ${RSI({ inReal, timePeriod: 14 }).output.slice(9, 14).map(rounded)}`);
console.log(`variances: ${VAR({ inReal, timePeriod: 5, nbDev: 1 }).output.slice(0, 8).map(rounded)}`);
console.log(`standard deviations: ${STDDEV({ inReal, timePeriod: 5, nbDev: 1 }).output.slice(0, 8).map(rounded)}`);
const { upperBand, lowerBand } = BBANDS({ inReal, timePeriod: 5, nbDevUp: 2, nbDevDn: 2 });
console.log(`upper bands: ${upperBand.slice(0, 8).map(rounded)}, not 0: ${upperBand.filter(Boolean).length}`);
console.log(`lower bands: ${lowerBand.slice(0, 8).map(rounded)}, not 0: ${lowerBand.filter(Boolean).length}`);
const quarters = upperBand.map((upper, i) => (upper - lowerBand[i]) / 4);
console.log(`quarters of their distance: ${quarters.slice(0, 8).map(rounded)}`);

function rounded(value) {
	return value.toFixed(2);
}
JS

echo "talib-web 0.1.3, node $(node --version)"
echo "guess: the 21st average is the last, 126.2, and the 11th RSI; every deviation is the root of its variance,"
echo "       and a quarter of the distance of the bands at two deviations"
seen=$(node show.mjs)
echo "$seen"

expected='prices 25, last average: 126.2
averages 25, from the 20th on: 124.6,126.2,101.2,0,0,0
RSI from the 10th on: 75.30,78.33,14.79,0.00,0.00
variances: 2.00,4.24,2.96,4.56,4.56,2.96,5.36,2.00
standard deviations: 1.41,2.06,1.72,2.14,4.56,2.96,5.36,2.00
upper bands: 104.83,107.52,107.64,109.47,0.00,0.00,0.00,0.00, not 0: 4
lower bands: 99.17,99.28,100.76,100.93,0.00,0.00,0.00,0.00, not 0: 4
quarters of their distance: 1.41,2.06,1.72,2.14,0.00,0.00,0.00,0.00'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
