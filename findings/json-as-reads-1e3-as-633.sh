#!/usr/bin/env bash
# A JSON library for AssemblyScript reads the integer 1e3 as 633, and -5 as 42949672935.
#
# Guess:   an integer field reads 1e3 as 1000 or refuses it, and a number that does not fit is refused.
# Fact:    json-as takes each character of the number for a digit, as character minus "0": the "e" counts 53 and the
#          point -2, so 1e3 is 633, 1.5 is 42949673045 and, in an unsigned field, -5 is 42949672935. Numbers beyond the
#          type wrap around: 3000000000 as i32 is -1294967296. Fields of type f64 read all of these rightly.
# Cost:    an amount that a peer writes with an exponent or a fraction (JavaScript from 1e21 on, Go and C++ much
#          earlier) is another amount inside the module, without an error.
# Version: json-as 1.6.0, assemblyscript 0.28.20.
# Source:  RFC 8259, section 6: a number may have a fraction and an exponent, and 1e3 is the number 1000. The package's
#          readme does not restrict the numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional --legacy-peer-deps --save-exact \
	assemblyscript@0.28.20 json-as@1.6.0

cat >order.ts <<'TS'
import { JSON } from "json-as";

@json
class Order {
	signed: i64 = 0;
	unsigned: u64 = 0;
	small: i32 = 0;
	double: f64 = 0;
}

export function read(json: string): string {
	return JSON.stringify<Order>(JSON.parse<Order>(json));
}
TS
node_modules/.bin/asc order.ts -o order.wasm --bindings esm -O0 --transform json-as/transform
mv order.js order.mjs

cat >show.mjs <<'JS'
import { read } from './order.mjs';

for (const number of ['1000', '1e3', '1.5', '-5', '3000000000', '18446744073709551616']) {
	const fields = ['signed', 'unsigned', 'small', 'double'].map((field) => `"${field}":${number}`);
	console.log(`${number}: ${read(`{${fields}}`)}`);
}
JS

echo "json-as 1.6.0, assemblyscript 0.28.20, node $(node --version)"
echo "guess: each number in every field, or an error"
seen=$(node show.mjs)
echo "$seen"

expected='1000: {"signed":1000,"unsigned":1000,"small":1000,"double":1000}
1e3: {"signed":633,"unsigned":633,"small":633,"double":1000}
1.5: {"signed":42949673045,"unsigned":42949673045,"small":85,"double":1.5}
-5: {"signed":-5,"unsigned":42949672935,"small":-5,"double":-5}
3000000000: {"signed":3000000000,"unsigned":3000000000,"small":-1294967296,"double":3000000000}
18446744073709551616: {"signed":0,"unsigned":0,"small":0,"double":18446744073709552000}'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
