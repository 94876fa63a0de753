#!/usr/bin/env bash
# Of two small CBOR libraries one writes the price 1.5 as 1, the other one as 3.13984e-319.
#
# Guess:   a number with a fraction is written as a float, or refused.
# Fact:    @dfinity/cbor writes the whole part as an integer, so 0.29 is 0 and -1.5 is -1, and refuses to read a
#          float. simple-cbor writes a float with the lowest byte first, while CBOR has the highest byte first. Whole
#          numbers are right in both.
# Cost:    prices with a fraction arrive as other prices, without an error on either side.
# Version: @dfinity/cbor 0.2.3, simple-cbor 0.4.1; cbor2 2.3.0 reads what they write.
# Source:  RFC 8949, section 3: multi-byte values are in network byte order. Neither readme has a word on fractions.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @dfinity/cbor@0.2.3 simple-cbor@0.4.1 \
	cbor2@2.3.0

cat >show.mjs <<'JS'
import { createRequire } from 'node:module';
import * as dfinity from '@dfinity/cbor';
import { decode, encode } from 'cbor2';

const { SelfDescribeCborSerializer } = createRequire(import.meta.url)('simple-cbor');
const simple = SelfDescribeCborSerializer.withDefaultEncoders(true);
for (const price of [1.5, 0.29, -1.5, 20999999.9769, 42, -42, 9007199254740991]) {
	const [cut, reversed] = [dfinity.encode(price), simple.serialize(price)].map(bytes => new Uint8Array(bytes));
	console.log(`${price}: dfinity ${decode(cut)}, simple-cbor ${decode(reversed)}; `
		+ `dfinity reads cbor2's ${read(encode(price))}`);
}

function read(bytes) {
	try {
		return dfinity.decode(bytes);
	} catch {
		return 'not at all';
	}
}
JS

echo "@dfinity/cbor 0.2.3, simple-cbor 0.4.1, cbor2 2.3.0, node $(node --version)"
echo "guess: the same number three times"
seen=$(node show.mjs)
echo "$seen"

expected="1.5: dfinity 1, simple-cbor 3.13984e-319; dfinity reads cbor2's not at all
0.29: dfinity 0, simple-cbor -9.539767610384015e-233; dfinity reads cbor2's not at all
-1.5: dfinity -1, simple-cbor 3.14616e-319; dfinity reads cbor2's not at all
20999999.9769: dfinity 20999999, simple-cbor -2.2864883369640534e+180; dfinity reads cbor2's not at all
42: dfinity 42, simple-cbor 42; dfinity reads cbor2's 42
-42: dfinity -42, simple-cbor -42; dfinity reads cbor2's -42
9007199254740991: dfinity 9007199254740991, simple-cbor 9007199254740991; dfinity reads cbor2's 9007199254740991"
diff <(echo "$expected") <(echo "$seen")
echo "still so"
