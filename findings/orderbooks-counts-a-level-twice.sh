#!/usr/bin/env bash
# An order book counts a level twice, and keeps the worst bid instead of a better one.
#
# Guess:   a level is known by its price: inserting one that exists replaces it. A book that is cut to its depth keeps
#          the best levels of each side.
# Fact:    orderbooks replaces the level and adds it as well, so its quantity is there twice. A deletion removes one of
#          the two, and the other stays until something deletes that price again. Too many bids are cut one level too
#          high: the worst bid stays, and the one above the cut is gone. Asks are cut rightly.
# Cost:    the price of six coins is estimated as 101, with a slippage of 0, in a book that offers three at 101 and two
#          at 102. Cancelled quantity stays on offer, and the depth of the bids has a hole.
# Version: orderbooks 1.1.14.
# Source:  the package's comments: handleDelta uses the price "to find existing index"; trimToMaxDepth trims "edges of
#          orderbook". Its class has the comment "lowest price last, highest price first".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact orderbooks@1.1.14

cat >show.cjs <<'JS'
const { OrderBook, OrderBookLevel } = require('orderbooks');

const book = new OrderBook('BTCUSD');
book.handleSnapshot([level(102, 'Sell', 2), level(101, 'Sell', 2), level(100, 'Buy', 1), level(99, 'Buy', 1)]);
show('snapshot', book);
book.handleDelta([], [level(101, 'Sell', 3)], []);
show('update of 101 to 3', book);
book.handleDelta([], [], [level(101, 'Sell', 3)]);
show('insert of 101 with 3', book);
const estimate = book.getEstimatedSlippage(6, 'Buy');
console.log(`6 coins: price ${estimate.executionPrice}, slippage ${estimate.slippagePercent}`);
book.handleDelta([level(101, 'Sell', 0)], [], []);
show('delete of 101', book);
book.handleDelta([level(101, 'Sell', 0)], [], []);
show('second delete of 101', book);

const cut = new OrderBook('BTCUSD', { maxDepth: 4 });
cut.handleSnapshot([104, 103, 102, 101].map(price => level(price, 'Sell', 1))
	.concat([100, 99, 98, 97].map(price => level(price, 'Buy', 1))));
show('two of each side', cut);

function level(price, side, quantity) {
	return OrderBookLevel('BTCUSD', price, side, quantity);
}

function show(title, book) {
	console.log(`${title}: ${book.getBookState().map(([, price, side, quantity]) =>
		`${side} ${quantity} at ${price}`).join(', ')}`);
}
JS

echo "orderbooks 1.1.14, node $(node --version)"
echo "guess: one level at 101 after the insert, an error for 6 coins, none at 101 after each delete; bids of 100 and \
99"
seen=$(node show.cjs)
echo "$seen"

expected='snapshot: Sell 2 at 102, Sell 2 at 101, Buy 1 at 100, Buy 1 at 99
update of 101 to 3: Sell 2 at 102, Sell 3 at 101, Buy 1 at 100, Buy 1 at 99
insert of 101 with 3: Sell 2 at 102, Sell 3 at 101, Sell 3 at 101, Buy 1 at 100, Buy 1 at 99
6 coins: price 101, slippage 0
delete of 101: Sell 2 at 102, Sell 3 at 101, Buy 1 at 100, Buy 1 at 99
second delete of 101: Sell 2 at 102, Buy 1 at 100, Buy 1 at 99
two of each side: Sell 1 at 102, Sell 1 at 101, Buy 1 at 100, Buy 1 at 97'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
