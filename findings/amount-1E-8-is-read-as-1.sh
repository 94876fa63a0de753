#!/usr/bin/env bash
# "1E-8", the text of one satoshi in Java, is read as 1, as -18 and as not a number; "1E+3" is read as 13.
#
# Guess:   a library that reads amounts from text reads the text that Java's BigDecimal and JavaScript's own numbers
#          print, or refuses it.
# Fact:    accounting and currency.js delete the characters that they do not know, so the exponent becomes digits.
#          numeral does so unless the text is also a number that JavaScript would print the same way. Its own format
#          answers NaN for one satoshi.
# Cost:    1E+3 is how Java writes 1000 after stripTrailingZeros. A page shows 13 for it, or 1 coin for 1 satoshi.
# Version: accounting 0.4.1, currency.js 2.0.4, numeral 2.0.6.
# Source:  java.math.BigDecimal.toString and ECMAScript's Number::toString print exponents; the documents of the three
#          packages say only that symbols and separators are removed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact accounting@0.4.1 currency.js@2.0.4 numeral@2.0.6

cat >Show.java <<'JAVA'
import java.math.BigDecimal;

class Show {

	public static void main(String[] args) {
		for (String amount : new String[] { "0.00000001", "0.00000546", "1000", "15000" }) {
			System.out.println(new BigDecimal(amount).stripTrailingZeros());
		}
	}

}
JAVA

cat >show.cjs <<'JS'
const accounting = require('accounting');
const currency = require('currency.js');
const numeral = require('numeral');

for (const text of [...require('fs').readFileSync(0, 'utf8').trim().split('\n'), String(0.0000001)]) {
	console.log(`${text}: accounting ${accounting.unformat(text)}, currency.js ${currency(text, { precision: 8 }).value}, `
		+ `numeral ${numeral(text).value()}`);
}
console.log(`numeral formats 0.00000001: ${numeral(0.00000001).format('0.00000000')}`);
JS

echo "accounting 0.4.1, currency.js 2.0.4, numeral 2.0.6, node $(node --version)"
echo "guess: all three read the number before the colon"
seen=$(java Show.java | node show.cjs)
echo "$seen"

expected='1E-8: accounting 1, currency.js NaN, numeral -18
0.00000546: accounting 0.00000546, currency.js 0.00000546, numeral 0.00000546
1E+3: accounting 13, currency.js 13, numeral 13
1.5E+4: accounting 1.54, currency.js 1.54, numeral 1.54
1e-7: accounting 1, currency.js NaN, numeral 1e-7
numeral formats 0.00000001: NaN'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
