#!/usr/bin/env bash
# XChainJS adds 5.00 and 0.00000001 to 5.01.
#
# Guess:   amounts that carry their number of decimals are brought to one scale before they are added or compared, or
#          refused.
# Fact:    BaseAmount adds and compares the plain units and keeps the decimals of the first: 500 units of 2 decimals and
#          1 unit of 8 decimals are 501 units of 2. 5.00 is "less" than 0.00000600. AssetAmount converts, but rounds to
#          the decimals of the first: 1.00 plus 0.005 is 1.01, and 0.005 plus 1.00 is 1.005.
# Cost:    the same coin has 8 decimals on THORChain and 6 or 18 on its own chain. A sum over both is off by a power of
#          ten, and a check "balance is enough" lets through or refuses everything.
# Version: @xchainjs/xchain-util 2.0.7.
# Source:  the package's types: plus(value: BaseAmount, decimal?: number), where each BaseAmount has a decimal; no
#          document asks for equal ones.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @xchainjs/xchain-util@2.0.7

cat >show.mjs <<'JS'
import { assetAmount, baseAmount, baseToAsset } from '@xchainjs/xchain-util';

const five = baseAmount(500, 2);
const satoshi = baseAmount(1, 8);
console.log(`5.00 is ${coins(five)}, one satoshi ${coins(satoshi)}`);
console.log(`5.00 + 0.00000001 = ${coins(five.plus(satoshi))}`);
console.log(`0.00000001 + 5.00 = ${coins(satoshi.plus(five))}`);
console.log(`5.00 > 0.00000600: ${five.gt(baseAmount(600, 8))}`);
console.log(`5.00 = 0.00000500: ${five.eq(baseAmount(500, 8))}`);
const one = assetAmount(1, 2);
const half = assetAmount(0.005, 8);
console.log(`asset amounts 1.00 + 0.005 = ${one.plus(half).amount()}, 0.005 + 1.00 = ${half.plus(one).amount()}`);

function coins(amount) {
	return baseToAsset(amount).amount().toFixed();
}
JS

echo "@xchainjs/xchain-util 2.0.7, node $(node --version)"
echo "guess: 5.00000001 both times, true, false, and 1.005 both times"
seen=$(node show.mjs)
echo "$seen"

expected='5.00 is 5, one satoshi 0.00000001
5.00 + 0.00000001 = 5.01
0.00000001 + 5.00 = 0.00000501
5.00 > 0.00000600: false
5.00 = 0.00000500: true
asset amounts 1.00 + 0.005 = 1.01, 0.005 + 1.00 = 1.005'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
