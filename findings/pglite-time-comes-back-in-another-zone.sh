#!/usr/bin/env bash
# A Date that PGlite stores in a column of timestamp comes back five hours later in New York, and is right in UTC.
#
# Guess:   a Date that is given as a parameter and read again from its column is the same moment.
# Fact:    PGlite writes the Date's time in UTC, and reads a timestamp without time zone as a time of the process' own
#          zone. In New York 12:00 UTC becomes 17:00 UTC, in Tokyo 03:00 UTC, and a second round adds the same again.
#          Two times an hour apart become one in the night of the change to summer time. A timestamptz is right
#          everywhere, and so is all in a process whose zone is UTC, as most servers' is.
# Cost:    trades and candles move by hours on a laptop or in a browser, and fall on another day.
# Version: @electric-sql/pglite 0.5.17 (PostgreSQL 18.7).
# Source:  PGlite's documentation: results are converted to JavaScript's types, timestamp to Date. Issue 532 of its
#          repository reports the shift and is open.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @electric-sql/pglite@0.5.17

cat >show.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';

const database = new PGlite();
await database.exec('create table trade (plain timestamp, zoned timestamptz)');
const given = new Date('2026-01-15T12:00:00Z');
let trade = { plain: given, zoned: given };
const seen = [];
for (let round = 1; round <= 2; round++) {
	await database.exec('delete from trade');
	await database.query('insert into trade values ($1, $2)', [trade.plain, trade.zoned]);
	const stored = (await database.query('select plain::text as text from trade')).rows[0].text;
	trade = (await database.query('select * from trade')).rows[0];
	seen.push(`stored ${stored}, timestamp ${time(trade.plain)}, timestamptz ${time(trade.zoned)}`);
}
const night = await database.query("select timestamp '2026-03-08 02:30' as one, timestamp '2026-03-08 03:30' as two");
const { one, two } = night.rows[0];
console.log(`${process.env.TZ}: ${seen.join('; again: ')}; 02:30 and 03:30 are ${(two - one) / 60_000} minutes apart`);
process.exit(0);

function time(date) {
	return date.toISOString().slice(5, 16);
}
JS

echo "@electric-sql/pglite 0.5.17, node $(node --version)"
echo "guess: 01-15T12:00 in each column, 60 minutes apart"
seen=$(for zone in UTC America/New_York Asia/Tokyo; do TZ=$zone node show.mjs; done)
echo "$seen"

expected='UTC: stored 2026-01-15 12:00:00, timestamp 01-15T12:00, timestamptz 01-15T12:00; again: stored 2026-01-15 12:00:00, timestamp 01-15T12:00, timestamptz 01-15T12:00; 02:30 and 03:30 are 60 minutes apart
America/New_York: stored 2026-01-15 12:00:00, timestamp 01-15T17:00, timestamptz 01-15T12:00; again: stored 2026-01-15 17:00:00, timestamp 01-15T22:00, timestamptz 01-15T12:00; 02:30 and 03:30 are 0 minutes apart
Asia/Tokyo: stored 2026-01-15 12:00:00, timestamp 01-15T03:00, timestamptz 01-15T12:00; again: stored 2026-01-15 03:00:00, timestamp 01-14T18:00, timestamptz 01-15T12:00; 02:30 and 03:30 are 60 minutes apart'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
