#!/usr/bin/env bash
# A matching engine refuses quantity that is on offer, and keeps orders of 0.00000000000000003 open.
#
# Guess:   two sells of 0.7 and 0.1 fill a fill-or-kill buy of 0.8, and sells of 0.1 and 0.2 are gone after a buy of 0.3.
# Fact:    nodejs-order-book adds binary doubles. 0.7 + 0.1 is less than 0.8, so the fill-or-kill order is refused.
#          After the buy of 0.3, one sell stays in the book with a remainder of 2.8e-17, and is the best offer: the next
#          market order trades against it first, and its owner's order never closes.
# Cost:    quantities in tenths are the usual thing to trade. Users see refused orders, and orders that stay open.
# Version: nodejs-order-book 10.1.1.
# Source:  the package's README: FOK orders fill immediately and completely or not at all, sizes are plain numbers, and
#          nothing says that they must be whole.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact nodejs-order-book@10.1.1

cat >show.cjs <<'JS'
const { OrderBook } = require('nodejs-order-book');

const offers = (...sizes) => {
	const book = new OrderBook();
	sizes.forEach((size, i) => book.limit({ id: `sell-${i}`, side: 'sell', size, price: 100 }));
	return book;
};

const killed = offers(0.7, 0.1).limit({ id: 'buy', side: 'buy', size: 0.8, price: 100, timeInForce: 'FOK' });
console.log(`fill or kill 0.8 of 0.7 and 0.1: ${killed.err ? 'refused' : 'filled'}`);

const book = offers(0.1, 0.2);
const bought = book.limit({ id: 'buy', side: 'buy', size: 0.3, price: 100 });
console.log(`buy 0.3 of 0.1 and 0.2: done ${bought.done.map((o) => o.id).join(' and ')},`
	+ ` sell-1 still open with ${book.order('sell-1')?.size}`);
const next = book.market({ side: 'buy', size: 1 });
console.log(`the next market order takes ${next.done.map((o) => `${o.id} of ${o.size}`).join()}`);
JS

echo "nodejs-order-book 10.1.1, node $(node --version)"
echo "guess: filled; both sells are done and none is open; the next market order finds nothing"
seen=$(node show.cjs)
echo "$seen"

expected='fill or kill 0.8 of 0.7 and 0.1: refused
buy 0.3 of 0.1 and 0.2: done sell-0 and buy, sell-1 still open with 2.7755575615628914e-17
the next market order takes sell-1 of 2.7755575615628914e-17'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
