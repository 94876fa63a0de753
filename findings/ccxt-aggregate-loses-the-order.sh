#!/usr/bin/env bash
# ccxt's aggregate puts the whole prices of an order book in front of all others.
#
# Guess:   aggregate, that adds up the levels of one price, keeps the order of the levels: the best price is first.
# Fact:    the prices pass through the keys of an object, and JavaScript lists whole numbers first, in ascending order.
#          Bids of 101.5, 101, 100.5 and 100 come back as 100, 101, 101.5 and 100.5, so the "best bid" is the lowest of
#          them, and for asks of 99.5 and 100 it is the worse one. ccxt itself sorts the levels again after the call.
# Cost:    a spread, a quote or a market order is computed from the wrong level, only where prices are whole numbers.
# Version: ccxt 4.5.84.
# Source:  ECMAScript, OrdinaryOwnPropertyKeys: integer keys first, in ascending order. ccxt's manual: order books are
#          sorted by price, best price first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact ccxt@4.5.84

cat >show.mjs <<'JS'
import ccxt from 'ccxt';

const exchange = new ccxt.Exchange();
const levels = (side) => side.map(([price, amount]) => `${amount} at ${price}`).join(', ');
console.log(`bids: ${levels(exchange.aggregate([[101.5, 1], [101, 2], [100.5, 3], [100.5, 3], [100, 4]]))}`);
console.log(`asks: ${levels(exchange.aggregate([[99.5, 1], [99.5, 1], [100, 5], [100.5, 2]]))}`);
JS

echo "ccxt 4.5.84, node $(node --version)"
echo "guess: bids from 101.5 down, asks from 99.5 up"
seen=$(node show.mjs)
echo "$seen"

expected='bids: 4 at 100, 2 at 101, 1 at 101.5, 6 at 100.5
asks: 5 at 100, 2 at 99.5, 2 at 100.5'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
