#!/usr/bin/env bash
# coinselect answers a fee rate of 1.5 sat/vB as it answers an empty wallet, but without the fee.
#
# Guess:   coinselect(utxos, targets, 1.5) pays one and a half satoshi a virtual byte, or complains about the rate.
# Fact:    a rate that is no integer makes every strategy return an empty object: no inputs, no outputs, no fee, and no
#          exception. The documented sign for "not enough funds" is missing inputs, so a funded wallet looks too poor.
# Cost:    since nodes relay below 1 sat/vB, estimators return fractions. Payments stop with a misleading reason.
# Version: coinselect 3.1.13.
# Source:  the package's README: missing inputs and outputs mean that no solution was found. It names no limit on the rate.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact coinselect@3.1.13

cat >show.cjs <<'JS'
const coinselect = require('coinselect');
const split = require('coinselect/split');

const utxos = [{ txId: '11'.repeat(32), vout: 0, value: 100000000 }];
const targets = [{ address: 'to', value: 50000 }];
for (const rate of [1, 1.5, 2]) {
	const { inputs, fee } = coinselect(utxos, targets, rate);
	console.log(`rate ${rate}: inputs ${inputs ? inputs.length : inputs}, fee ${fee},`
		+ ` split into ${split(utxos, [{ address: 'to' }], rate).outputs?.length} outputs`);
}
JS

echo "coinselect 3.1.13, node $(node --version)"
echo "guess: the fee of 1.5 is between the fees of 1 and 2"
seen=$(node show.cjs)
echo "$seen"

expected='rate 1: inputs 1, fee 226, split into 1 outputs
rate 1.5: inputs undefined, fee undefined, split into undefined outputs
rate 2: inputs 1, fee 452, split into 1 outputs'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
