#!/usr/bin/env bash
# The three smallest of six prices, 1, 2 and 2, are answered with 1, 2 and 4.
#
# Guess:   kSmallest(k) returns the k elements that poll() would return next.
# Fact:    it looks at the first 2^(k-1) + 1 elements of the heap, but the k-th smallest can be at place 2^k - 1. With
#          k = 3 a quarter of the answers from random queues of 1,000 are wrong, with k = 4 a tenth. With k = 2 and
#          k = 10 all are right, and of queues of ten elements, as in a test, few are wrong.
# Cost:    the best three offers, the three next deadlines or the three oldest orders leave one out; its place has
#          a worse one.
# Version: fastpriorityqueue 0.8.0.
# Source:  the comment of the method in the package: "return the k 'smallest' elements of the queue as an array".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact fastpriorityqueue@0.8.0

cat >show.cjs <<'JS'
const FastPriorityQueue = require('fastpriorityqueue');

const prices = [1, 5, 2, 6, 4, 2];
const offers = queue(prices);
console.log(`three smallest of ${prices.join(' ')}: ${offers.kSmallest(3).join(' ')}`);
console.log(`three times poll: ${offers.poll()} ${offers.poll()} ${offers.poll()}`);

let state = 1;
for (const [size, k] of [[10, 2], [10, 3], [1000, 2], [1000, 3], [1000, 4], [1000, 5], [1000, 10]]) {
	let wrong = 0;
	for (let round = 0; round < 1000; round++) {
		const values = Array.from({ length: size }, () => random(1000000));
		const smallest = values.toSorted((a, b) => a - b).slice(0, k);
		wrong += (queue(values).kSmallest(k).join() === smallest.join()) ? 0 : 1;
	}
	console.log(`${k} smallest of ${size}: ${wrong} of 1000 wrong`);
}

function queue(values) {
	const queue = new FastPriorityQueue();
	values.forEach(value => queue.add(value));
	return queue;
}

function random(bound) {
	state = (state * 48271) % 2147483647;
	return state % bound;
}
JS

echo "fastpriorityqueue 0.8.0, node $(node --version)"
echo "guess: 1 2 2 in both lines, and none wrong"
seen=$(node show.cjs)
echo "$seen"

expected='three smallest of 1 5 2 6 4 2: 1 2 4
three times poll: 1 2 2
2 smallest of 10: 0 of 1000 wrong
3 smallest of 10: 68 of 1000 wrong
2 smallest of 1000: 0 of 1000 wrong
3 smallest of 1000: 267 of 1000 wrong
4 smallest of 1000: 122 of 1000 wrong
5 smallest of 1000: 31 of 1000 wrong
10 smallest of 1000: 0 of 1000 wrong'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
