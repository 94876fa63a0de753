#!/usr/bin/env bash
# A change of minus five smallest units is written as 0.0000000000000000-5 by three coin libraries, and as +5 by two.
#
# Guess:   the function that writes an amount of smallest units as coins writes a negative one, as a change of balance
#          is, with its minus in front; the function that reads it gives the same amount back.
# Fact:    web3-utils, ckb-ccc and near-js fill the text of the number up with zeros, minus and all: "0.000000-5".
#          zilliqa and lisk write an amount between -1 and 0 coins without its minus. ckb-ccc and lisk read "-1.5" as
#          -0.5, as only the whole part counts as negative, and "-0.5" as 0.5. near-js with two decimals writes -1 as
#          "-.99" and -0.5 as "-.49". Without that argument all five write -1.5 coins rightly.
# Cost:    small losses and fees show as gains or as no number at all, and a debit of 1.5 is booked as 0.5.
# Version: web3-utils 4.3.3, @ckb-ccc/core 1.12.5, @near-js/utils 2.5.1, @zilliqa-js/util 3.5.0,
#          @liskhq/lisk-transactions 6.1.0.
# Source:  the functions take a signed BigInt, BN or decimal text and refuse no minus; near-js's documentation has the
#          "number of fractional digits to preserve" and says "Balance is rounded".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact web3-utils@4.3.3 @ckb-ccc/core@1.12.5 \
	@near-js/utils@2.5.1 @near-js/types@2.5.1 @zilliqa-js/util@3.5.0 @liskhq/lisk-transactions@6.1.0

cat >show.mjs <<'JS'
import { createRequire } from 'node:module';
import { fixedPointFrom, fixedPointToString } from '@ckb-ccc/core';

const require = createRequire(import.meta.url);
const { convertBeddowsToLSK, convertLSKToBeddows } = require('@liskhq/lisk-transactions');
const { formatNearAmount } = require('@near-js/utils');
const { fromWei, toWei } = require('web3-utils');
const { BN, units } = require('@zilliqa-js/util');

const coins = {
	'web3-utils': [18, units => fromWei(units, 'ether'), text => toWei(text, 'ether')],
	'ckb-ccc': [8, units => fixedPointToString(BigInt(units)), text => fixedPointFrom(text)],
	'near-js': [24, units => formatNearAmount(units)],
	zilliqa: [12, amount => units.fromQa(new BN(amount), 'zil'), text => units.toQa(text, 'zil')],
	lisk: [8, units => convertBeddowsToLSK(units), text => convertLSKToBeddows(text)],
};
for (const [name, [decimals, write, read]] of Object.entries(coins)) {
	const written = ['-5', '-5' + '0'.repeat(decimals - 1), '-15' + '0'.repeat(decimals - 1)].map(write);
	const back = read ? ['-0.5', '-1.5'].map(text => Number(read(text)) / 10 ** decimals) : ['not tried'];
	console.log(`${name}: ${written.join(' ')}, read ${back.join(' ')}`);
}
const near = ['-500000000000000000000000', '-1000000000000000000000000'];
console.log(`near-js, two decimals: ${near.map(units => formatNearAmount(units, 2)).join(' ')}`);
JS

echo "web3-utils 4.3.3, @ckb-ccc/core 1.12.5, @near-js/utils 2.5.1, @near-js/types 2.5.1, @zilliqa-js/util 3.5.0, \
@liskhq/lisk-transactions 6.1.0, node $(node --version)"
echo "guess: -0.0...05 -0.5 -1.5, read -0.5 -1.5 in each line; -0.5 -1"
seen=$(node show.mjs 2>/dev/null)
echo "$seen"

expected='web3-utils: 0.0000000000000000-5 -.5 -1.5, read -0.5 -1.5
ckb-ccc: 0.000000-5 -.5 -1.5, read 0.5 -0.5
near-js: 0.0000000000000000000000-5 -.5 -1.5, read not tried
zilliqa: 0.000000000005 0.5 -1.5, read -0.5 -1.5
lisk: 0.00000005 0.5 -1.5, read 0.5 -0.5
near-js, two decimals: -.49 -.99'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
