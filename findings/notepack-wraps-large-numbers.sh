#!/usr/bin/env bash
# Two MessagePack libraries turn 20 coins of 18 decimals into 1.55 coins.
#
# Guess:   a JavaScript number is packed as an integer where it fits, and as a double where it does not.
# Fact:    notepack.io and what-the-pack pack every number without a fraction as an integer, and keep the low 64 bits of
#          those from 2^64 on. 2e19 comes back as 1553255926290448400, 2^64 as 0, -1e19 as a positive number. 1e300 is
#          0. A number with a fraction is a double and exact, so 0.1 and 1e-300 are right. msgpack-lite and msgpack5
#          pack the same numbers as doubles.
# Cost:    balances in the smallest unit of a token with 18 decimals pass 2^64 at 18.4 coins, a rune's supply may, too.
#          Small balances are right and the large ones are not.
# Version: notepack.io 3.0.1, what-the-pack 2.0.3, against msgpack-lite 0.2.2 and msgpack5 6.1.0.
# Source:  the MessagePack specification: integers reach from -2^63 to 2^64 - 1; float 64 is an IEEE 754 double.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact notepack.io@3.0.1 what-the-pack@2.0.3 \
	msgpack-lite@0.2.2 msgpack5@6.1.0

cat >show.mjs <<'JS'
import msgpack5 from 'msgpack5';
import msgpackLite from 'msgpack-lite';
import notepack from 'notepack.io';
import whatThePack from 'what-the-pack';

const libraries = {
	'notepack.io': notepack,
	'what-the-pack': whatThePack.initialize(2 ** 16),
	'msgpack-lite': msgpackLite,
	msgpack5: msgpack5(),
};
for (const number of [18e18, 20e18, 2 ** 64, 1e21, -1e19, 1e300, 1e-300]) {
	const back = Object.entries(libraries).map(([name, { encode, decode }]) => `${name} ${decode(encode(number))}`);
	console.log(`${number}: ${back.join(', ')}`);
}
JS

echo "notepack.io 3.0.1, what-the-pack 2.0.3, msgpack-lite 0.2.2, msgpack5 6.1.0, node $(node --version)"
echo "guess: all four read what they wrote"
seen=$(node show.mjs)
echo "$seen"

expected='18000000000000000000: notepack.io 18000000000000000000, what-the-pack 18000000000000000000, msgpack-lite 18000000000000000000, msgpack5 18000000000000000000
20000000000000000000: notepack.io 1553255926290448400, what-the-pack 1553255926290448400, msgpack-lite 20000000000000000000, msgpack5 20000000000000000000
18446744073709552000: notepack.io 0, what-the-pack 0, msgpack-lite 18446744073709552000, msgpack5 18446744073709552000
1e+21: notepack.io 3875820019684212700, what-the-pack 3875820019684212700, msgpack-lite 1e+21, msgpack5 1e+21
-10000000000000000000: notepack.io 8446744073709552000, what-the-pack 8446744073709552000, msgpack-lite -10000000000000000000, msgpack5 -10000000000000000000
1e+300: notepack.io 0, what-the-pack 0, msgpack-lite 1e+300, msgpack5 1e+300
1e-300: notepack.io 1e-300, what-the-pack 1e-300, msgpack-lite 1e-300, msgpack5 1e-300'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
