#!/usr/bin/env bash
# hyparquet reads the decimal 0.57 as 0.5700000000000001.
#
# Guess:   a decimal of a Parquet file that has few digits comes out as the JavaScript number that is written the same.
# Fact:    the stored integer is multiplied by 0.01 instead of divided by 100, which rounds twice: 0.57, 1.15 and 4.35
#          are read as the number beside the right one. Of the amounts from 0.00 to 99.99 one in eight is.
# Cost:    an amount that is read from the file does not equal itself in JSON, in a set, or as a key of a map, and is
#          shown with 16 decimals; prices of one level fall apart when they come from two sources.
# Version: hyparquet 1.31.5; hyparquet-writer 0.17.0 writes the file.
# Source:  the Parquet format, DECIMAL: the value is the integer times 10 to the power of minus the scale; 0.57 is the
#          number that is nearest to 57 / 100.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact hyparquet@1.31.5 hyparquet-writer@0.17.0

cat >show.mjs <<'JS'
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';

const cents = Array.from({ length: 10000 }, (_, cent) => cent / 100);
const read = await roundTrip(cents, 2);
for (const cent of [25, 57, 115, 435]) {
	console.log(`${cents[cent]} is read as ${read[cent]}, equal: ${read[cent] === cents[cent]}`);
}
console.log(`of 10000 amounts ${cents.filter((cent, index) => read[index] !== cent).length} differ`);
console.log(`57 / 100 is ${57 / 100}`);

async function roundTrip(data, scale) {
	const decimal = { precision: 18, scale };
	const file = parquetWriteBuffer({
		columnData: [{ name: 'amount', data }],
		schema: [{ name: 'root', num_children: 1 }, { name: 'amount', type: 'INT64', repetition_type: 'REQUIRED',
			converted_type: 'DECIMAL', logical_type: { type: 'DECIMAL', ...decimal }, ...decimal }]
	});
	return (await parquetReadObjects({ file })).map(row => row.amount);
}
JS

echo "hyparquet 1.31.5, hyparquet-writer 0.17.0, node $(node --version)"
echo "guess: every amount is read as it was written"
seen=$(node show.mjs)
echo "$seen"

expected='0.25 is read as 0.25, equal: true
0.57 is read as 0.5700000000000001, equal: false
1.15 is read as 1.1500000000000001, equal: false
4.35 is read as 4.3500000000000005, equal: false
of 10000 amounts 1327 differ
57 / 100 is 0.57'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
