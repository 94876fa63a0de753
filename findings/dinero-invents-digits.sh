#!/usr/bin/env bash
# dinero.js 2 multiplies ten coins by a price and prints digits that neither has.
#
# Guess:   a library that keeps money in whole units answers exactly, or refuses. 10 BTC at 120345.67890123 are
#          1203456.7890123.
# Fact:    amounts are doubles, and nothing looks whether a product or a sum passes 2^53: the answer is
#          1203456.7890122999595008, and 90071992.54740992 BTC plus one unit is the same as before. No error, no
#          warning. The same calls with bigint amounts are exact, through another import.
# Cost:    with the eight decimals of Bitcoin, runes or alkanes a single multiplication by a price passes the limit; with
#          cents it never happened.
# Version: dinero.js 2.0.2.
# Source:  ECMAScript, Number.MAX_SAFE_INTEGER. The types accept any number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact dinero.js@2.0.2

cat >show.mjs <<'JS'
import { add, dinero, multiply, toDecimal } from 'dinero.js';

const currency = { code: 'BTC', base: 10, exponent: 8 };
const coins = dinero({ amount: 1000000000, currency });
console.log(`${toDecimal(coins)} at 120345.67890123: ${toDecimal(multiply(coins, { amount: 12034567890123, scale: 8 }))}`);
const many = dinero({ amount: 9007199254740992, currency });
console.log(`${toDecimal(many)} plus 0.00000001: ${toDecimal(add(many, dinero({ amount: 1, currency })))}`);
JS

echo "dinero.js 2.0.2, node $(node --version)"
echo "guess: 1203456.7890123000000000 and 90071992.54740993, or an error"
seen=$(node show.mjs)
echo "$seen"

expected='10.00000000 at 120345.67890123: 1203456.7890122999595008
90071992.54740992 plus 0.00000001: 90071992.54740992'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
