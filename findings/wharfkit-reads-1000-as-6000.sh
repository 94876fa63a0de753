#!/usr/bin/env bash
# WharfKit reads "1,000.00 USD" as 6000.00 USD, "1e3" as 243 and "1.9" as 89.
#
# Guess:   a text that is no number of the type is refused, as "" and an amount that is too large are.
# Fact:    each character counts as a digit by its character code: a comma is -4, a point -2 and an "e" 14, which carry
#          into the digits beside them. UInt64.from, Int64.from and Asset.from do so. The number 1e21, which JavaScript
#          prints with an exponent, is an asset of 23521.
# Cost:    a transfer of another amount is signed, from a text that a person typed or that another library printed. The
#          number 1.9 is cut to 1, its text becomes 89.
# Version: @wharfkit/antelope 1.2.0.
# Source:  Antelope, "asset": digits with an optional minus and one point, then a symbol; the package throws "Invalid
#          asset string" and "Invalid number" for other texts.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @wharfkit/antelope@1.2.0

cat >show.mjs <<'JS'
import { Asset, Int64, UInt64 } from '@wharfkit/antelope';

for (const value of ['1000', '1e3', '1.9', 1.9, '0x10', '', '18446744073709551616']) {
	console.log(`${JSON.stringify(value)}: ${read(() => UInt64.from(value))}, ${read(() => Int64.from(value))}`);
}
for (const text of ['1000.00 USD', '1,000.00 USD', '+1.00 USD', '1e-8 BTC', '1.00  USD']) {
	console.log(`${text}: ${read(() => Asset.from(text))}`);
}
console.log(`the number 1e20: ${read(() => Asset.from(1e20, '0,TOKEN'))}`);
console.log(`the number 1e21: ${read(() => Asset.from(1e21, '0,TOKEN'))}`);

function read(from) {
	try {
		return String(from());
	} catch {
		return 'refused';
	}
}
JS

echo "@wharfkit/antelope 1.2.0, node $(node --version)"
echo "guess: the value that is written, or refused"
seen=$(node show.mjs)
echo "$seen"

expected='"1000": 1000, 1000
"1e3": 243, 243
"1.9": 89, 89
1.9: 1, 1
"0x10": 3310, 3310
"": refused, refused
"18446744073709551616": refused, refused
1000.00 USD: 1000.00 USD
1,000.00 USD: 6000.00 USD
+1.00 USD: -49.00 USD
1e-8 BTC: 2378 BTC
1.00  USD: refused
the number 1e20: refused
the number 1e21: 23521 TOKEN'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
