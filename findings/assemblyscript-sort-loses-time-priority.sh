#!/usr/bin/env bash
# AssemblyScript's Array.sort keeps the order of equal elements up to 48 elements, and loses it from 49 on.
#
# Guess:   sort is stable, as in JavaScript, whose code AssemblyScript compiles: orders of one price stay in time order.
# Fact:    arrays of up to 48 elements are sorted by insertion, which keeps the order. Longer ones go through a merge
#          sort that does not, although the comment above it in the standard library says "stable".
# Cost:    a matching engine that sorts its orders by price fills a later order before an earlier one of the same price,
#          but only once the book has 49 orders: small tests and the JavaScript twin of the code are right.
# Version: assemblyscript 0.28.20.
# Source:  ECMAScript 2019 and later, Array.prototype.sort: "the sort must be stable". AssemblyScript's own declaration
#          of sort for typed arrays says that it "has the same algorithm as Array.prototype.sort()".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact assemblyscript@0.28.20

cat >book.ts <<'TS'
class Order {
	constructor(public time: i32, public price: i32) {}
}

/** Sort by price, and return how many neighbours of one price stand in the wrong order of time. */
export function overtaken(count: i32): i32 {
	const orders: Order[] = [];
	for (let time = 0; time < count; time++) {
		orders.push(new Order(time, 100 + (time * 7) % 3));
	}
	orders.sort((a, b) => a.price - b.price);
	let wrong = 0;
	for (let i = 1; i < count; i++) {
		if (orders[i - 1].price == orders[i].price && orders[i - 1].time > orders[i].time) {
			wrong++;
		}
	}
	return wrong;
}
TS
npx asc book.ts -o book.wasm --bindings esm -O1
mv book.js book.mjs

# The same source is JavaScript's once its types are removed.
sed -e 's/: \(i32\|Order\[\]\)//g' \
	-e 's/constructor.*/constructor(time, price) { this.time = time; this.price = price; }/' book.ts >twin.mjs

cat >show.mjs <<'JS'
import * as assembly from './book.mjs';
import * as twin from './twin.mjs';

for (const count of [10, 48, 49, 100]) {
	console.log(`${count} orders: ${assembly.overtaken(count)} overtaken in AssemblyScript, `
		+ `${twin.overtaken(count)} in JavaScript`);
}
JS

echo "assemblyscript 0.28.20, node $(node --version)"
echo "guess: 0 everywhere"
seen=$(node show.mjs)
echo "$seen"

expected='10 orders: 0 overtaken in AssemblyScript, 0 in JavaScript
48 orders: 0 overtaken in AssemblyScript, 0 in JavaScript
49 orders: 5 overtaken in AssemblyScript, 0 in JavaScript
100 orders: 21 overtaken in AssemblyScript, 0 in JavaScript'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
