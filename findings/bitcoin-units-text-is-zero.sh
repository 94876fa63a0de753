#!/usr/bin/env bash
# bitcoin-units shows an amount that is text rightly, and converts it to zero.
#
# Guess:   an amount of '0.1' BTC is 10,000,000 satoshi, or is refused: the package computes with decimals of any length.
# Fact:    format() shows 0.1 BTC, value() returns '0.1', and to('satoshi') makes 0 of it, without an error. A conversion
#          also changes the object it is called on, so the amount in BTC is gone as well: it then says 0 satoshis.
# Cost:    amounts come from forms and JSON as text. The confirmation shows the right amount and zero is sent.
# Version: bitcoin-units 0.3.0
# Source:  the package's README, "Converting bitcoin".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact bitcoin-units@0.3.0

cat >show.cjs <<'JS'
const bitcoin = require('bitcoin-units');

const amount = bitcoin('0.1', 'BTC');
const shown = amount.format();
const satoshi = amount.to('satoshi').value();
const after = amount.format();
const ofNumber = bitcoin(0.1, 'BTC').to('satoshi').value();
console.log('guess: 0.1 BTC is 10000000 satoshi as text and as a number, and still 0.1 BTC afterwards');
console.log(`seen:  ${shown} is ${satoshi} satoshi as text, ${ofNumber} as a number; afterwards it is ${after}`);
process.exit(shown === '0.1 BTC' && satoshi === 0 && ofNumber === 10000000 && after === '0 satoshis' ? 0 : 1);
JS
echo "bitcoin-units 0.3.0, Node $(node --version)"
node show.cjs
