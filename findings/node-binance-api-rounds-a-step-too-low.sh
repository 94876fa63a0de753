#!/usr/bin/env bash
# roundStep('1.13', '0.01') is 1.12: half of the amounts with two decimals lose a step.
#
# Guess:   an amount that is a multiple of the step comes back unchanged.
# Fact:    the amount is printed as a double with 16 decimals and cut, so 1.13, which is 1.1299999999999999, becomes
#          1.12, and 8.2 with a step of 0.1 becomes 8.1. Amounts with eight decimals below 0.001 are right. A step of 10
#          counts as 1: 1234 stays 1234.
# Cost:    every second order with two decimals is a step smaller than asked for, and the rest stays behind as dust;
#          with a step of 10 the order is refused.
# Version: node-binance-api 1.0.33.
# Source:  the package's readme: "Clamp order quantities to required amounts via minQty, minNotional, stepSize when
#          placing orders", which is what the function is for.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact node-binance-api@1.0.33

cat >show.mjs <<'JS'
import Binance from 'node-binance-api';

const binance = new Binance();
for (const [amount, step] of [['1.13', '0.01'], ['4.35', '0.01'], ['8.2', '0.1'], ['0.0024', '0.0001'], ['1234', '10'],
	['20999999.9769', '0.0001']]) {
	console.log(`${amount} in steps of ${step}: ${binance.roundStep(amount, step)}`);
}
for (const decimals of [1, 2, 4, 8]) {
	const step = (10 ** -decimals).toFixed(decimals);
	const amounts = Array.from({ length: 10000 }, (_, i) => ((i + 1) * 7 / 10 ** decimals).toFixed(decimals));
	const less = amounts.filter((amount) => binance.roundStep(amount, step) < Number(amount));
	console.log(`steps of ${step}: ${less.length} of ${amounts.length} amounts become less`);
}
JS

echo "node-binance-api 1.0.33, node $(node --version)"
echo "guess: the amounts themselves, 1230 for 1234, and 0 of 10000"
seen=$(node show.mjs)
echo "$seen"

expected='1.13 in steps of 0.01: 1.12
4.35 in steps of 0.01: 4.34
8.2 in steps of 0.1: 8.1
0.0024 in steps of 0.0001: 0.0024
1234 in steps of 10: 1234
20999999.9769 in steps of 0.0001: 20999999.9769
steps of 0.1: 3999 of 10000 amounts become less
steps of 0.01: 4785 of 10000 amounts become less
steps of 0.0001: 3435 of 10000 amounts become less
steps of 0.00000001: 0 of 10000 amounts become less'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
