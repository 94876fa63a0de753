#!/usr/bin/env bash
# Flechette writes 0.29 as 0.28 into an Arrow column of decimals.
#
# Guess:   0.29 in a column of decimal(18, 2) is 29 units of 0.01, as printed and as stored.
# Fact:    a number is multiplied by 100 in double precision and cut, not rounded: 28.999999999999996 becomes 28. Of the
#          amounts from 0.00 to 99.99 more than one in twenty loses a cent. With a scale of 8 0.29 is 0.28999999.
# Cost:    a table that is exported for Java, Python or a database holds amounts that are a unit too small, and in an
#          exact type, so nobody looks for rounding there. Sums drift downwards.
# Version: @uwdata/flechette 2.3.0.
# Source:  the Arrow columnar format, Decimal: an exact value of the given scale; the package's documentation of
#          decimal(precision, scale) mentions no loss when a number has no more decimals than the scale.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @uwdata/flechette@2.3.0

cat >show.mjs <<'JS'
import { columnFromArray, decimal, tableFromArrays, tableFromIPC, tableToIPC } from '@uwdata/flechette';

const amounts = [0.29, 1.15, 4.35, 19.99, 0.25];
for (const scale of [2, 8]) {
	const types = { amount: decimal(18, scale) };
	const bytes = tableToIPC(tableFromArrays({ amount: amounts }, { types }));
	const units = tableFromIPC(bytes, { useDecimalInt: true }).getChild('amount');
	console.log(`scale ${scale}: ${amounts.join(' ')} is stored as ${[...units].join(' ')}`);
}
const cents = Array.from({ length: 10000 }, (_, cent) => cent);
const column = columnFromArray(cents.map(cent => cent / 100), decimal(18, 2), { useDecimalInt: true });
const lost = cents.filter(cent => unitsAt(column, cent) !== cent).length;
console.log(`of 10000 amounts ${lost} lose a cent`);

function unitsAt(decimals, index) {
	return Number(decimals.at(index));
}
JS

echo "@uwdata/flechette 2.3.0, node $(node --version)"
echo "guess: 29 115 435 1999 25, then the same with six zeros, and no amount loses a cent"
seen=$(node show.mjs)
echo "$seen"

expected='scale 2: 0.29 1.15 4.35 19.99 0.25 is stored as 28 114 434 1998 25
scale 8: 0.29 1.15 4.35 19.99 0.25 is stored as 28999999 114999999 434999999 1998999999 25000000
of 10000 amounts 573 lose a cent'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
