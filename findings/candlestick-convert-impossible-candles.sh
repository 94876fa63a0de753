#!/usr/bin/env bash
# Candles made from trades open above their high or below their low, and count one trade too few.
#
# Guess:   a candle opens within its high and low, and counts every trade of its interval.
# Fact:    candlestick-convert opens each candle at the close of the one before, but leaves that price out of high and
#          low. After a fall from 21 to 5 the candle opens at 21 and has a high of 6. In extended candles the first trade
#          of each candle but the first is missing in the number of trades and in the bought volume.
# Cost:    a chart draws bodies outside their wicks, ranges (ATR) are too small after each gap, and a strategy buys "at
#          the open" for a price that nobody traded.
# Version: candlestick-convert 7.0.0.
# Source:  the package's readme: it makes OHLCV candles from trades. Open, high, low and close are the first, highest,
#          lowest and last price of an interval, so low <= open <= high.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact candlestick-convert@7.0.0

cat >show.cjs <<'JS'
const { batchTicksToCandle, batchTradeToExtCandle, TradeSide } = require('candlestick-convert');

const trades = [[0, 10], [59, 11], [60, 20], [119, 21], [120, 5], [179, 6], [180, 6]]
	.map(([second, price]) => ({ time: second * 1000, price, quantity: 1, side: TradeSide.BUY }));
for (const { time, open, high, low, close } of batchTicksToCandle(trades, 60)) {
	console.log(`second ${time / 1000}: open ${open}, high ${high}, low ${low}, close ${close}`);
}
for (const { time, volume, tx, buyVolume, buyTx } of batchTradeToExtCandle(trades, 60)) {
	console.log(`second ${time / 1000}: volume ${volume}, ${tx} trades, bought ${buyVolume} in ${buyTx} trades`);
}
JS

echo "candlestick-convert 7.0.0, node $(node --version)"
echo "guess: candles that open at 10, 20 and 5, each of two trades and a bought volume of 2"
seen=$(node show.cjs)
echo "$seen"

expected='second 0: open 10, high 11, low 10, close 11
second 60: open 11, high 21, low 20, close 21
second 120: open 21, high 6, low 5, close 6
second 0: volume 2, 2 trades, bought 2 in 2 trades
second 60: volume 2, 1 trades, bought 1 in 1 trades
second 120: volume 2, 1 trades, bought 1 in 1 trades'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
