#!/usr/bin/env bash
# Hyperliquid's formatPrice makes 123450 of 123456.7, and leaves 123456 as it is.
#
# Guess:   the price is brought to the nearest one that the exchange takes: 123457, or 123456 when it is cut.
# Fact:    a price that is no integer is cut to five significant digits, a price that is one is kept, as integers are
#          always valid. So 0.7 more moves an order by 6.7 down. Buying and selling prices are cut alike.
# Cost:    from 100000 on, where bitcoin is, a computed bid or ask (a mean, a percentage) is placed up to 10 away from
#          what was asked for, and the same price without its cents is not. A sell order may cross the book.
# Version: @nktkas/hyperliquid 0.33.3.
# Source:  the package's own comment on the function: "Integer prices are always allowed regardless of significant
#          figures", as the exchange's rules say, too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @nktkas/hyperliquid@0.33.3

cat >show.mjs <<'JS'
import { formatPrice } from '@nktkas/hyperliquid/utils';

for (const price of ['99999.9', '123456', '123456.1', '123456.7', '123459.99', '1234567.5']) {
	console.log(`${price}: ${formatPrice(price, 5)}, cut to an integer first: ${formatPrice(Math.trunc(price), 5)}`);
}
JS

echo "@nktkas/hyperliquid 0.33.3, node $(node --version)"
echo "guess: within 1 of the price"
seen=$(node show.mjs)
echo "$seen"

expected='99999.9: 99999, cut to an integer first: 99999
123456: 123456, cut to an integer first: 123456
123456.1: 123450, cut to an integer first: 123456
123456.7: 123450, cut to an integer first: 123456
123459.99: 123450, cut to an integer first: 123459
1234567.5: 1234500, cut to an integer first: 1234567'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
