#!/usr/bin/env bash
# The LEB128 bytes of -100000 are those of -100352, and -1 is refused.
#
# Guess:   encodeInt64(-100000) gives bytes that decode to -100000, as encodeInt32 does.
# Fact:    the low bits of a negative number are lost: -100000 becomes -100352, -2100000000000001 becomes
#          -2100000000000000. -1 and -64 are refused as out of range. Positive numbers are right, encodeInt32 is right,
#          and decodeInt64 reads the right bytes right, so the two functions of one package do not agree.
# Cost:    a module, a debug section or a wire format that is written with it holds other constants.
# Version: leb 1.0.0 (npm).
# Source:  the package's readme warns of numbers that JavaScript cannot represent. Those above are within its 53 bits.
#          WebAssembly specification, 5.2.2: -1 is 7f.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact leb@1.0.0

cat >show.cjs <<'JS'
const leb = require('leb');

const show = (encode, decode, number) => {
	try {
		const bytes = leb[encode](number);
		return `${bytes.toString('hex')} is ${leb[decode](bytes, 0).value}`;
	} catch (e) {
		return e.message;
	}
};
for (const number of [100000, -1, -64, -100000, -2147483647]) {
	console.log(`${number}: encodeInt32 ${show('encodeInt32', 'decodeInt32', number)}, `
		+ `encodeInt64 ${show('encodeInt64', 'decodeInt64', number)}`);
}
console.log(`-2100000000000001: encodeInt64 ${show('encodeInt64', 'decodeInt64', -2100000000000001)}`);
JS

echo "leb 1.0.0, node $(node --version)"
echo "guess: all bytes are the number before the colon"
seen=$(node show.cjs)
echo "$seen"

expected='100000: encodeInt32 a08d06 is 100000, encodeInt64 a08d06 is 100000
-1: encodeInt32 7f is -1, encodeInt64 Value out of range.
-64: encodeInt32 40 is -64, encodeInt64 Value out of range.
-100000: encodeInt32 e0f279 is -100000, encodeInt64 80f079 is -100352
-2147483647: encodeInt32 8180808078 is -2147483647, encodeInt64 8080808078 is -2147483648
-2100000000000001: encodeInt64 8080e3affac1a27c is -2100000000000000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
