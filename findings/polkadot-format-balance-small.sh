#!/usr/bin/env bash
# 99 satoshi are shown as 99 nano-bitcoin, a tenth of the amount; 9 planck of DOT as a hundredth.
#
# Guess:   formatBalance shows the amount that it is given, with a prefix that fits.
# Fact:    where the number of decimals is not a multiple of three, amounts with too few digits get the prefix of the
#          next lower group and keep their digits: 99 satoshi are 990 nBTC. From 100 satoshi on, and with 6, 9, 12 or 18
#          decimals, the answers are right.
# Cost:    the balance, fee or dust of an account is wrong by a factor of 10 or 100, and looks precise.
# Version: @polkadot/util 14.0.3.
# Source:  the SI prefixes: nano is 10^-9. The package's documentation gives examples with large amounts only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @polkadot/util@14.0.3

cat >show.cjs <<'JS'
const { formatBalance } = require('@polkadot/util');

for (const [decimals, withUnit, amounts] of [[8, 'BTC', ['1', '99', '100', '546']], [10, 'DOT', ['1', '9', '10']],
		[12, 'KSM', ['1', '99']]]) {
	for (const amount of amounts) {
		const exact = Number(amount) / 10 ** decimals;
		console.log(`${amount} of ${decimals} decimals is ${exact}: ${formatBalance(amount, { decimals, withUnit })}`);
	}
}
JS

echo "@polkadot/util 14.0.3, node $(node --version)"
echo "guess: 10 nBTC, 990 nBTC, 1 µBTC, 5.46 µBTC, 100 pDOT, 900 pDOT, 1 nDOT, 1 pKSM, 99 pKSM"
seen=$(node show.cjs)
echo "$seen"

expected='1 of 8 decimals is 1e-8: 1.0000 nBTC
99 of 8 decimals is 9.9e-7: 99.0000 nBTC
100 of 8 decimals is 0.000001: 1.0000 µBTC
546 of 8 decimals is 0.00000546: 5.4600 µBTC
1 of 10 decimals is 1e-10: 1.0000 pDOT
9 of 10 decimals is 9e-10: 9.0000 pDOT
10 of 10 decimals is 1e-9: 1.0000 nDOT
1 of 12 decimals is 1e-12: 1.0000 pKSM
99 of 12 decimals is 9.9e-11: 99.0000 pKSM'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
