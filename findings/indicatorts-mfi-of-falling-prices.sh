#!/usr/bin/env bash
# The money flow index of prices that fall is 100, "overbought", when the volume grows.
#
# Guess:   two libraries give the same value for an indicator with a published formula.
# Fact:    indicatorts takes a period for one of rising prices when price times volume rises. Falling prices with
#          growing volume give 100 instead of 0, rising prices with shrinking volume 0 instead of 100.
#          technicalindicators and trading-signals agree with the formula. With a constant volume all three agree.
# Cost:    a strategy that sells at 80 and buys at 20 does the opposite in a panic.
# Version: indicatorts 2.2.2, technicalindicators 3.1.0, trading-signals 8.3.0.
# Source:  the money flow index divides the flow of the periods in which the typical price rose by that of the periods
#          in which it fell. The package's documentation calls them "positive" and "negative" and says no more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact indicatorts@2.2.2 technicalindicators@3.1.0 \
	trading-signals@8.3.0

cat >show.mjs <<'JS'
import * as indicatorts from 'indicatorts';
import technicalindicators from 'technicalindicators';
import { MFI } from 'trading-signals';

const period = 5;
const last = (values) => Math.round(values.at(-1));
const feed = (indicator, { close, volume }) => close.map((price, i) => indicator.update(
	{ open: price, high: price, low: price, close: price, volume: volume[i] }, false));
const steps = [...Array(12).keys()];
const markets = {
	'falling prices, constant volume': { close: steps.map((i) => 100 - i), volume: steps.map(() => 10) },
	'falling prices, growing volume': { close: steps.map((i) => 100 - i), volume: steps.map((i) => 10 * (i + 1)) },
	'rising prices, shrinking volume': { close: steps.map((i) => 100 + i), volume: steps.map((i) => 10 * (12 - i)) },
};
for (const [name, { close, volume }] of Object.entries(markets)) {
	const input = { period, high: close, low: close, close, volume };
	console.log(`${name}: MFI indicatorts ${last(indicatorts.mfi(close, close, close, volume, { period }))}, `
		+ `technicalindicators ${last(technicalindicators.MFI.calculate(input))}, `
		+ `trading-signals ${last(feed(new MFI(period), input))}`);
}
JS

echo "indicatorts 2.2.2, technicalindicators 3.1.0, trading-signals 8.3.0, node $(node --version)"
echo "guess: the three values of a line are the same"
seen=$(node show.mjs)
echo "$seen"

expected='falling prices, constant volume: MFI indicatorts 0, technicalindicators 0, trading-signals 0
falling prices, growing volume: MFI indicatorts 100, technicalindicators 0, trading-signals 0
rising prices, shrinking volume: MFI indicatorts 0, technicalindicators 100, trading-signals 100'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
