#!/usr/bin/env bash
# The bip21 package writes small amounts with an exponent, which the URI scheme does not allow.
#
# Guess:   encode(address, { amount: 0.0000001 }) writes amount=0.0000001, as the scheme asks for decimal BTC.
# Fact:    below 0.000001 BTC (100 sat) it writes amount=1e-7. A decoder that follows the grammar refuses the request,
#          one that reads any number pays it, so it works in the author's own test: bip21 itself decodes it. It also
#          accepts a URI with an unknown req- parameter, which the scheme says must be treated as invalid.
# Cost:    dust-sized requests (runes, alkanes and inscriptions are priced in such amounts) fail in some wallets only.
# Version: bip21 3.0.0. @scure/btc-signer 2.4.1 is the decoder that follows the grammar.
# Source:  BIP 21 and BIP 321: amountparam = "amount=" *digit [ "." *digit ], and "Forward compatibility" for req-.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact bip21@3.0.0 @scure/btc-signer@2.4.1

cat >show.mjs <<'JS'
import { decode, encode } from 'bip21';
import { Decimal } from '@scure/btc-signer';

const attempt = (action) => {
	try {
		return action();
	} catch (e) {
		return 'refused';
	}
};
const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
for (const amount of [0.000001, 0.0000001]) {
	const uri = encode(address, { amount });
	const text = uri.split('amount=')[1];
	console.log(`${amount * 1e8} sat: amount=${text}, a decimal parser reads ${attempt(() => Decimal.decode(text))},`
		+ ` bip21 reads ${decode(uri).options.amount}`);
}
const future = `bitcoin:${address}?amount=1&req-somethingyoudontunderstand=50`;
console.log(`unknown req- parameter: ${attempt(() => `accepted, amount ${decode(future).options.amount}`)}`);
JS

echo "bip21 3.0.0, @scure/btc-signer 2.4.1, node $(node --version)"
echo "guess: both amounts are decimal and both are read; the unknown req- parameter is refused"
seen=$(node show.mjs)
echo "$seen"

expected='100 sat: amount=0.000001, a decimal parser reads 100, bip21 reads 0.000001
10 sat: amount=1e-7, a decimal parser reads refused, bip21 reads 1e-7
unknown req- parameter: accepted, amount 1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
