#!/usr/bin/env bash
# A copy of Redis's sorted sets counts one match as none.
#
# Guess:   count(min, max) is the number of members that rangeByScore(min, max) returns.
# Fact:    where exactly one member is in the range, count is 0, unless it is the only member of the set. Of 1,000
#          random ranges over random sets all that hold one of several members are counted as 0, and all others rightly.
# Cost:    "is there an order at this price", "one request in this window" is answered with no. With two or more, as in
#          the readme's example, the answer is right.
# Version: tlhunter-sorted-set 0.1.0.
# Source:  the package's readme: "The API mostly follows Redis' Sorted Set Commands"; Redis's ZCOUNT returns "the number
#          of elements in the specified score range".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact tlhunter-sorted-set@0.1.0

cat >show.cjs <<'JS'
const SortedSet = require('tlhunter-sorted-set');

const book = new SortedSet();
for (const [order, price] of [['a', 99], ['b', 100], ['c', 101], ['d', 101]]) {
	book.add(order, price);
}
for (const [min, max] of [[99, 101], [99, 99], [100, 100], [101, 101], [100, 101], [102, 103]]) {
	console.log(`${min} to ${max}: count ${book.count(min, max)}, members ${book.rangeByScore(min, max).join(' ')}`);
}
const single = new SortedSet();
single.add('a', 99);
console.log(`the only member: count ${single.count(99, 99)}`);

let state = 1;
const seen = {};
for (let i = 0; i < 1000; i++) {
	const set = new SortedSet();
	const size = 2 + random(8);
	for (let member = 0; member < size; member++) {
		set.add(`m${member}`, random(6));
	}
	const min = random(6);
	const max = min + random(3);
	const members = set.rangeByScore(min, max).length;
	const count = set.count(min, max);
	const kind = (members === 1) ? `one as ${count}` : (count === members) ? 'others right' : 'others wrong';
	seen[kind] = (seen[kind] ?? 0) + 1;
}
console.log(JSON.stringify(seen));

function random(bound) {
	state = (state * 48271) % 2147483647;
	return state % bound;
}
JS

echo "tlhunter-sorted-set 0.1.0, node $(node --version)"
echo "guess: counts of 4, 1, 1, 2, 3, 0 and 1; one as 1, others right"
seen=$(node show.cjs)
echo "$seen"

expected='99 to 101: count 4, members a b c d
99 to 99: count 0, members a
100 to 100: count 0, members b
101 to 101: count 2, members c d
100 to 101: count 3, members b c d
102 to 103: count 0, members 
the only member: count 1
{"others right":710,"one as 0":290}'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
