#!/usr/bin/env bash
# The RSI of the second price depends on the eighth, and a drawdown ends before it has begun.
#
# Guess:   an indicator at an index knows the prices up to that index; the first RSI of seven periods is at index 7.
#          The peak of the largest drawdown is before its trough.
# Fact:    @railpath/finance-toolkit fills the indices of the first period with the first result: with another last
#          price, the RSI at the indices 1 to 7 is 8, 70 or 97, and the ATR from index 0 on another one, too. The EMA
#          knows the past only. calculateMaxDrawdown names the last new high as the peak's index, though it came after
#          the trough, and so the duration is -1; the peak's value is right. Prices that only rise have a drawdown of
#          0 with a peak at 2, a trough at 0 and a recovery at 1.
# Cost:    a strategy that is tested on such values buys before the rise that it cannot have seen, and earns in the
#          test what it does not earn in the market.
# Version: @railpath/finance-toolkit 0.5.4.
# Source:  Wilder's RSI has its first value after the first period. The package's readme: "Largest loss from peak to
#          trough" and "Production-ready".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @railpath/finance-toolkit@0.5.4

cat >show.cjs <<'JS'
const toolkit = require('@railpath/finance-toolkit');

for (const last of [104, 50, 200]) {
	const prices = [100, 101, 100, 102, 101, 103, 102, last];
	const high = prices.map(price => price + 1);
	const low = prices.map(price => price - 1);
	const rsi = toolkit.calculateRSI({ prices, period: 7 });
	const atr = toolkit.calculateATR({ high, low, close: prices, period: 8 });
	const { ema } = toolkit.calculateEMA({ prices, period: 4 });
	console.log(`last price ${last}: RSI at ${rsi.indices}: ${rsi.rsi.map(Math.round)}; `
		+ `ATR at ${atr.indices}: ${atr.atr.map(Math.round)}; EMA ${ema.map(Math.round)}`);
}
for (const prices of [[100, 120, 60, 80, 40, 130], [100, 120, 60, 80, 40], [100, 110, 120]]) {
	const drawdown = toolkit.calculateMaxDrawdown({ prices });
	console.log(`drawdown of ${prices}: ${drawdown.maxDrawdown} from ${drawdown.peakValue} at ${drawdown.peakIndex} to `
		+ `${drawdown.troughValue} at ${drawdown.troughIndex}, duration ${drawdown.drawdownDuration}, `
		+ `recovered at ${drawdown.recoveryIndex}`);
}
JS

echo "@railpath/finance-toolkit 0.5.4, node $(node --version)"
echo "guess: one RSI at 7, one ATR at 7; a peak at 1 and a duration of 3, twice"
seen=$(node show.cjs)
echo "$seen"

expected='last price 104: RSI at 1,2,3,4,5,6,7: 70,70,70,70,70,70,70; ATR at 0,1,2,3,4,5,6,7: 2,2,2,2,2,2,2,2; EMA 100,100,100,101,101,102,102,103
last price 50: RSI at 1,2,3,4,5,6,7: 8,8,8,8,8,8,8; ATR at 0,1,2,3,4,5,6,7: 9,9,9,9,9,9,9,9; EMA 100,100,100,101,101,102,102,81
last price 200: RSI at 1,2,3,4,5,6,7: 97,97,97,97,97,97,97; ATR at 0,1,2,3,4,5,6,7: 14,14,14,14,14,14,14,14; EMA 100,100,100,101,101,102,102,141
drawdown of 100,120,60,80,40,130: 80 from 120 at 5 to 40 at 4, duration -1, recovered at 5
drawdown of 100,120,60,80,40: 80 from 120 at 1 to 40 at 4, duration 3, recovered at null
drawdown of 100,110,120: 0 from 100 at 2 to 100 at 0, duration -2, recovered at 1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
