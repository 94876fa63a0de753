#!/usr/bin/env bash
# JSONata rounds a number to 15 digits as soon as it becomes text: 20999999.12345678 is "20999999.1234568".
#
# Guess:   $string(amount), amount & " BTC" and $string of an object show the number that the document holds, as
#          JavaScript and the result of the plain expression do.
# Fact:    numbers that are no integers are rounded to 15 significant digits on their way to text. The expression
#          "amount" returns all 16; as a text, or in an object that becomes text, the same amount has other satoshi.
#          Integers keep their digits.
# Cost:    a message, a label or a signed text that a flow builds from a payment names another amount than the payment
#          itself. Eight decimals have more than 15 digits from ten million coins on.
# Version: jsonata 2.2.2.
# Source:  the documentation of $string: apart from texts and functions, values are converted with JSON.stringify; the
#          digits are not mentioned.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact jsonata@2.2.2

cat >show.mjs <<'JS'
import jsonata from 'jsonata';

const payment = { amount: 20999999.12345678, other: 20999999.12345684, id: 9007199254740991 };
for (const expression of ['amount', '$string(amount)', 'amount & " BTC"', '$string($)', 'amount = other',
		'$string(amount) = $string(other)', '$number($string(amount)) = amount', '$string(id)']) {
	console.log(`${expression}: ${JSON.stringify(await jsonata(expression).evaluate(payment))}`);
}
console.log(`JSON.stringify: ${JSON.stringify(payment.amount)}`);
JS

echo "jsonata 2.2.2, node $(node --version)"
echo "guess: 20999999.12345678 in every text, the two amounts never equal, the text equal to its number"
seen=$(node show.mjs)
echo "$seen"

expected='amount: 20999999.12345678
$string(amount): "20999999.1234568"
amount & " BTC": "20999999.1234568 BTC"
$string($): "{\"amount\":20999999.1234568,\"other\":20999999.1234568,\"id\":9007199254740991}"
amount = other: false
$string(amount) = $string(other): true
$number($string(amount)) = amount: false
$string(id): "9007199254740991"
JSON.stringify: 20999999.12345678'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
