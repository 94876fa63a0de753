#!/usr/bin/env bash
# In AssemblyScript the date of "2024-01-01 12:30:00" is midnight.
#
# Guess:   a text that Date does not know is refused, and one that JavaScript reads gives the same instant.
# Fact:    without a "T" only the day is read, so the form that databases and logs print loses its time of day. Months
#          and hours beyond the calendar are added up: 2024-13-01 is January 2025, hour 25 is the next day. An offset
#          without a colon, -0530, counts as 530 hours.
# Cost:    all trades of a day have one time, and sort, expire and fall into candles as if made at midnight. Nothing is
#          thrown; even "January 1" is a date, of the year 0.
# Version: assemblyscript 0.28.20.
# Source:  the standard library's declaration of Date.parse: "Parses a string representation of a date"; the class
#          throws a RangeError "Invalid Date" for other texts, and JavaScript answers NaN for what it cannot read.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact assemblyscript@0.28.20

cat >time.ts <<'TS'
export function time(text: string): string {
	return Date.parse(text).toISOString();
}
TS
npx asc time.ts -o time.wasm --bindings esm -O1
mv time.js time.mjs

cat >show.mjs <<'JS'
import { time } from './time.mjs';

const attempt = (read, text) => {
	try {
		return read(text);
	} catch (e) {
		return 'refused';
	}
};
const texts = ['2024-01-01T12:30:00Z', '2024-01-01 12:30:00Z', '2024-01-01 12:30:00.123', '2024-13-01',
	'2024-01-01T25:00:00Z', '2024-01-01T12:30:00-0530', 'January 1'];
for (const text of texts) {
	console.log(`${text}: ${attempt(time, text)}, JavaScript ${attempt((t) => new Date(t).toISOString(), text)}`);
}
JS

echo "assemblyscript 0.28.20, node $(node --version)"
echo "guess: the same instant twice, or refused"
seen=$(TZ=UTC node show.mjs)
echo "$seen"

expected='2024-01-01T12:30:00Z: 2024-01-01T12:30:00.000Z, JavaScript 2024-01-01T12:30:00.000Z
2024-01-01 12:30:00Z: 2024-01-01T00:00:00.000Z, JavaScript 2024-01-01T12:30:00.000Z
2024-01-01 12:30:00.123: 2024-01-01T00:00:00.000Z, JavaScript 2024-01-01T12:30:00.123Z
2024-13-01: 2025-01-01T00:00:00.000Z, JavaScript refused
2024-01-01T25:00:00Z: 2024-01-02T01:00:00.000Z, JavaScript refused
2024-01-01T12:30:00-0530: 2024-01-23T14:30:00.000Z, JavaScript 2024-01-01T18:00:00.000Z
January 1: 0000-01-01T00:00:00.000Z, JavaScript 2001-01-01T00:00:00.000Z'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
