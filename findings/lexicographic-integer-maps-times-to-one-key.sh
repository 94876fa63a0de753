#!/usr/bin/env bash
# A thousand successive times in microseconds, encoded as sortable keys, become eight keys.
#
# Guess:   an encoding of integers for keys of an ordered store gives each integer a key of its own, and decodes it to
#          the same integer, at least up to Number.MAX_SAFE_INTEGER.
# Fact:    from 2^44 + 251 on, the encoding keeps 44 bits. Two neighbours share a key there, four from 2^45 on, and 128
#          of the times in microseconds of 2026. All but one of them are decoded to a smaller integer. Times in
#          milliseconds are exact.
# Cost:    in a store with such keys, an event replaces those of up to 127 microseconds before it, without an error.
# Version: lexicographic-integer 1.1.0 and lexicographic-integer-encoding 1.0.1, the codec for level that uses it.
# Source:  the package's readme: unpack converts "back into the original javascript number".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	lexicographic-integer@1.1.0 lexicographic-integer-encoding@1.0.1

cat >show.cjs <<'JS'
const integers = require('lexicographic-integer');
const codec = require('lexicographic-integer-encoding')('hex');

const starts = {
	'1000000': 1000000,
	'2^44 - 749': 2 ** 44 - 749,
	'2^44 + 251': 2 ** 44 + 251,
	'2^45 + 251': 2 ** 45 + 251,
	'2026 in ms': Date.UTC(2026, 0, 1),
	'2026 in us': Date.UTC(2026, 0, 1) * 1000,
};
for (const [name, start] of Object.entries(starts)) {
	const keys = new Set();
	let exact = 0;
	for (let i = 0; i < 1000; i++) {
		keys.add(integers.pack(start + i, 'hex'));
		exact += (integers.unpack(integers.pack(start + i)) === start + i) ? 1 : 0;
	}
	console.log(`1000 integers from ${name}: ${keys.size} keys, ${exact} decoded exactly`);
}

const store = new Map();
const first = Date.UTC(2026, 0, 1) * 1000;
for (const [time, trade] of [[first + 10, 'a'], [first + 60, 'b'], [first + 110, 'c'], [first + 500, 'd']]) {
	store.set(codec.encode(time), trade);
}
console.log([...store].map(([key, trade]) => `${trade} at ${codec.decode(key) - first}`).join(', '));
JS

echo "lexicographic-integer 1.1.0, lexicographic-integer-encoding 1.0.1, node $(node --version)"
echo "guess: 1000 keys and 1000 exact in each line; a at 10, b at 60, c at 110, d at 500"
seen=$(node show.cjs)
echo "$seen"

expected='1000 integers from 1000000: 1000 keys, 1000 decoded exactly
1000 integers from 2^44 - 749: 1000 keys, 1000 decoded exactly
1000 integers from 2^44 + 251: 500 keys, 500 decoded exactly
1000 integers from 2^45 + 251: 250 keys, 250 decoded exactly
1000 integers from 2026 in ms: 1000 keys, 1000 decoded exactly
1000 integers from 2026 in us: 8 keys, 7 decoded exactly
c at -5, d at 379'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
