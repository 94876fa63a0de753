#!/usr/bin/env bash
# In Perspective the lowest of 500, 700 and a missing price is 0, and a sum of -500 is 4294966796.
#
# Guess:   an aggregate of a group leaves a missing value out, as SQL does: low and min are 500, high and max 700.
# Fact:    low of gains is 0 and high of losses is 0; max, q3 and "high minus low" are missing; the median of 500, 700
#          and a missing value is 700, that of -500 and a missing value is missing. min, sum and avg leave it out.
#          "sum not null" of integers, which should leave it out as well, loses the sign of a sum below zero. A median
#          of two integers is the greater one, of two floats their mean. In the group without a missing value the
#          others are right.
# Cost:    one instrument without a price gives a day's low of 0; a loss of 500 shows as a gain of 4.3 billion.
# Version: @perspective-dev/client and @perspective-dev/server 5.5.1.
# Source:  SQL-92: an aggregate function of a column eliminates null values. sum, min and avg beside them do so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @perspective-dev/client@5.5.1 \
	@perspective-dev/server@5.5.1

cat >show.mjs <<'JS'
import perspective from '@perspective-dev/client';

const table = await perspective.table({ group: 'string', price: 'float', units: 'integer' });
const groups = { gains: [500, null, 700], losses: [-500, null], whole: [300, -200] };
const rows = Object.entries(groups).flatMap(([group, prices]) => prices.map(price => ({ group, price, units: price })));
await table.update(rows);
for (const aggregate of ['low', 'min', 'high', 'max', 'median', 'q3', 'high minus low', 'sum', 'sum not null', 'avg']) {
	const view = await table.view({ group_by: ['group'], columns: ['price', 'units'],
		aggregates: { price: aggregate, units: aggregate } });
	const result = (await view.to_json()).slice(1);
	console.log(`${aggregate}: ${result.map(row => `${row.__ROW_PATH__[0]} ${row.price} (${row.units})`).join(', ')}`);
}
process.exit(0);
JS

echo "@perspective-dev/client and server 5.5.1, node $(node --version)"
echo "guess: low 500, -500 and -200, high and max 700, -500 and 300, no price missing, integers as floats"
seen=$(node show.mjs)
echo "$seen"

expected='low: gains 0 (0), losses -500 (-500), whole -200 (-200)
min: gains 500 (500), losses -500 (-500), whole -200 (-200)
high: gains 700 (700), losses 0 (0), whole 300 (300)
max: gains null (null), losses null (null), whole 300 (300)
median: gains 700 (700), losses null (null), whole 50 (300)
q3: gains null (null), losses null (null), whole 300 (300)
high minus low: gains null (null), losses null (null), whole 500 (500)
sum: gains 1200 (1200), losses -500 (-500), whole 100 (100)
sum not null: gains 1200 (1200), losses -500 (4294966796), whole 100 (100)
avg: gains 600 (600), losses -500 (-500), whole 50 (50)'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
