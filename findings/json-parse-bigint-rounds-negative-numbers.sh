#!/usr/bin/env bash
# A JSON parser for large integers keeps 9007199254740993 and reads -9007199254740993 as ...992.
#
# Guess:   the package that turns large integers of JSON into texts does so for a debit as for a credit, and leaves a
#          number alone that a double holds.
# Fact:    json-parse-bigint looks for 16 digits and no sign, so a negative integer is rounded to a double as if the
#          package were not there, and a list of balances comes back as texts and numbers. A positive one becomes a text
#          from 16 digits on, as the readme says, though a double holds these: adding 1 to 1000000000000000 makes a text
#          of it, 10000000000000001, a tenfold amount.
# Cost:    the ledger of a token with 18 decimals is right for credits and wrong for debits, so its sums do not match;
#          tests with positive amounts pass.
# Version: json-parse-bigint 1.0.4.
# Source:  the package's description: "convert all the big integers to string in JSON before JSON.parse"; the readme
#          adds "16 digits", and nothing of a sign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact json-parse-bigint@1.0.4

cat >show.cjs <<'JS'
const parse = require('json-parse-bigint');

for (const text of ['[9007199254740993]', '[-9007199254740993]', '[1500000000000000001, -1500000000000000001]',
		'[999999999999999]', '[1000000000000000]']) {
	console.log(`${text}: ${parse(text).map(value => `${typeof value} ${value}`).join(', ')}`);
}
console.log(`1 more than 999999999999999: ${parse('[999999999999999]')[0] + 1}`);
console.log(`1 more than 1000000000000000: ${parse('[1000000000000000]')[0] + 1}`);
JS

echo "json-parse-bigint 1.0.4, node $(node --version)"
echo "guess: a string for each number of 16 digits or more, with or without a minus"
seen=$(node show.cjs)
echo "$seen"

expected='[9007199254740993]: string 9007199254740993
[-9007199254740993]: number -9007199254740992
[1500000000000000001, -1500000000000000001]: string 1500000000000000001, number -1500000000000000000
[999999999999999]: number 999999999999999
[1000000000000000]: string 1000000000000000
1 more than 999999999999999: 1000000000000000
1 more than 1000000000000000: 10000000000000001'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
