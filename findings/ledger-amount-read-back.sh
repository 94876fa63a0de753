#!/usr/bin/env bash
# An amount of 1234 BTC, printed and read again by Ledger's library, is 1.234 BTC; 1234.5 BTC is 0.
#
# Guess:   parseCurrencyUnit reads what formatCurrencyUnit of the same package prints, or refuses it.
# Fact:    the parser takes every comma for a decimal point. "1,234", as the formatter prints it in English, is read as
#          1.234, a thousandth. With a fraction there are two points, and what is no number is read as 0. Amounts below
#          1000 are right.
# Cost:    an amount that is copied from a page into a form is sent as a thousandth, or an empty payment is offered,
#          without an error.
# Version: @ledgerhq/live-currency-format 0.15.0.
# Source:  the package's readme calls parseCurrencyUnit the "inverse of format", and a comment in its source asks for
#          texts with useGrouping: true, which are these.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	@ledgerhq/live-currency-format@0.15.0 bignumber.js@9.3.1

cat >show.cjs <<'JS'
const { formatCurrencyUnit, parseCurrencyUnit } = require('@ledgerhq/live-currency-format');
const { BigNumber } = require('bignumber.js');

const unit = { name: 'bitcoin', code: 'BTC', magnitude: 8 };
for (const amount of ['99912345678', '123400000000', '123450000000', '2099999997690000']) {
	const text = formatCurrencyUnit(unit, new BigNumber(amount), { locale: 'en', disableRounding: true });
	console.log(`${amount} satoshi, printed ${text}, read ${parseCurrencyUnit(unit, text).toFixed()}`);
}
JS

echo "@ledgerhq/live-currency-format 0.15.0, node $(node --version)"
echo "guess: the first and the last number of a line are the same"
seen=$(node show.cjs)
echo "$seen"

expected='99912345678 satoshi, printed 999.12345678, read 99912345678
123400000000 satoshi, printed 1,234, read 123400000
123450000000 satoshi, printed 1,234.5, read 0
2099999997690000 satoshi, printed 20,999,999.9769, read 0'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
