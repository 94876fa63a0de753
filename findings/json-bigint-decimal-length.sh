#!/usr/bin/env bash
# json-bigint turns an ordinary decimal into another type once it is written with 16 characters.
#
# Guess:   a parser for big integers leaves fractions alone: 1000000.10000000 is a number, as 999999.10000000 is.
# Fact:    it counts characters, the period and trailing zeros included. Above 15 the value is a BigNumber object, or
#          text with storeAsString, and with useNativeBigInt parsing fails. Adding 1 to the object joins two strings:
#          1000000.1 + 1 is "1000000.11", which looks like a number that grew by a hundredth.
# Cost:    Bitcoin nodes print amounts with eight decimals, so code that works for every test wallet changes its type,
#          and its sums, when a balance passes one million coins (or any price passes seven digits before the period).
# Version: json-bigint 1.0.0.
# Source:  RFC 8259, section 6: 1000000.1 and 1000000.10000000 are the same number. The package's README speaks of
#          integers beyond 2^53 only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact json-bigint@1.0.0

cat >show.cjs <<'JS'
const create = require('json-bigint');

const parsers = {
	'default': create,
	'storeAsString': create({ storeAsString: true }),
	'useNativeBigInt': create({ useNativeBigInt: true }),
};
for (const text of ['999999.10000000', '1000000.1', '1000000.10000000']) {
	for (const [name, { parse }] of Object.entries(parsers)) {
		let answer;
		try {
			const { balance } = parse(`{"balance":${text}}`);
			answer = `${typeof balance}, plus 1 is ${balance + 1}`;
		} catch (e) {
			answer = 'refused';
		}
		console.log(`${text}, ${name}: ${answer}`);
	}
}
JS

echo "json-bigint 1.0.0, node $(node --version)"
echo "guess: numbers, and 1000000.1 or 1000001.1"
seen=$(node show.cjs)
echo "$seen"

expected='999999.10000000, default: number, plus 1 is 1000000.1
999999.10000000, storeAsString: number, plus 1 is 1000000.1
999999.10000000, useNativeBigInt: number, plus 1 is 1000000.1
1000000.1, default: number, plus 1 is 1000001.1
1000000.1, storeAsString: number, plus 1 is 1000001.1
1000000.1, useNativeBigInt: number, plus 1 is 1000001.1
1000000.10000000, default: object, plus 1 is 1000000.11
1000000.10000000, storeAsString: string, plus 1 is 1000000.100000001
1000000.10000000, useNativeBigInt: refused'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
