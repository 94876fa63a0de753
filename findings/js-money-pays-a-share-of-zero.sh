#!/usr/bin/env bash
# Two money libraries pay a cent to a participant whose share is zero.
#
# Guess:   a participant without a share in an allocation gets nothing.
# Fact:    the cents that are left after the division go to the first participants in the list, whatever their shares
#          are. 5 cents by 0, 1 and 1 come to 1, 2 and 2. With two zeros in front, the two cents to be shared by three
#          participants go to the two who have no share.
# Cost:    a fee of zero is charged, a trade pays an account that has no part in it, and the total is still right.
# Version: js-money 0.6.3, ts-money 0.4.8.
# Source:  the readme of both: allocate "will divide the funds based on the ratio without loosing any pennies".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact js-money@0.6.3 ts-money@0.4.8

cat >show.cjs <<'JS'
const JsMoney = require('js-money');
const { Currencies, Money: TsMoney } = require('ts-money');

for (const [cents, shares] of [[5, [1, 1]], [5, [0, 1, 1]], [101, [0, 50, 50]], [2, [0, 0, 1, 1, 1]]]) {
	const parts = (Money, currency) => new Money(cents, currency).allocate(shares).map((money) => money.amount);
	console.log(`${cents} by ${shares}: js-money ${parts(JsMoney, JsMoney.USD)}, `
		+ `ts-money ${parts(TsMoney, Currencies.USD)}`);
}
JS

echo "js-money 0.6.3, ts-money 0.4.8, node $(node --version)"
echo "guess: a share of 0 gets 0"
seen=$(node show.cjs)
echo "$seen"

expected='5 by 1,1: js-money 3,2, ts-money 3,2
5 by 0,1,1: js-money 1,2,2, ts-money 1,2,2
101 by 0,50,50: js-money 1,50,50, ts-money 1,50,50
2 by 0,0,1,1,1: js-money 1,1,0,0,0, ts-money 1,1,0,0,0'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
