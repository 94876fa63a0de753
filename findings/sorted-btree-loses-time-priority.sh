#!/usr/bin/env bash
# In a B+ tree with the keys [price, number] the price 100 comes before 99, and the tenth order before the second.
#
# Guess:   keys that are arrays of numbers are ordered by their first number, then by the second.
# Fact:    the default comparator compares arrays with <, which joins each to a text, "100,10", and orders texts. While
#          all prices have the same number of digits, and all orders one digit, the order is right. A range from [9, 0]
#          to [60, 0] is empty. Single numbers as keys are in the right order.
# Cost:    an order book with price-time keys matches the tenth order before the second and the worse price before the
#          better one, and only once it has ten orders or the price gets a digit more.
# Version: sorted-btree 2.1.0.
# Source:  the package's documentation: "Out of the box, BTree supports keys that are numbers, strings, arrays of
#          numbers/strings"; of arrays it says that < "may cause unexpected equality: for example [1] will be considered
#          equal to ['1']", and nothing of their order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact sorted-btree@2.1.0

cat >show.cjs <<'JS'
const BTree = require('sorted-btree').default;

show('numbers', [9, 10, 99, 100]);
show('[price]', [[9], [10], [99], [100]]);
show('[price, number], nine orders', Array.from({ length: 9 }, (_, i) => [100, i + 1]));
show('[price, number], ten orders', Array.from({ length: 10 }, (_, i) => [100, i + 1]));
const asks = new BTree([[9, 1], [10, 2], [50, 3], [95, 4]].map(key => [key, 'order']));
console.log(`from [9, 0] to [60, 0]: ${asks.getRange([9, 0], [60, 0]).length} of 3`);
console.log(`best ask: ${asks.minKey()[0]}`);

function show(title, keys) {
	const tree = new BTree(keys.map(key => [key, 'order']));
	console.log(`${title}: ${tree.keysArray().map(key => JSON.stringify(key)).join(' ')}`);
}
JS

echo "sorted-btree 2.1.0, node $(node --version)"
echo "guess: each line as it was inserted, 3 of 3, best ask 9"
seen=$(node show.cjs)
echo "$seen"

expected='numbers: 9 10 99 100
[price]: [10] [100] [9] [99]
[price, number], nine orders: [100,1] [100,2] [100,3] [100,4] [100,5] [100,6] [100,7] [100,8] [100,9]
[price, number], ten orders: [100,1] [100,10] [100,2] [100,3] [100,4] [100,5] [100,6] [100,7] [100,8] [100,9]
from [9, 0] to [60, 0]: 0 of 3
best ask: 10'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
