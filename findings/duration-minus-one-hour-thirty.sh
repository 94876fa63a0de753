#!/usr/bin/env bash
# "-1h 30m" is 90 minutes, -90 or -30, and "1,5h" is 15 hours.
#
# Guess:   a package that reads durations of text reads a minus for the whole duration or refuses it, and reads a comma
#          as the decimal comma that it is in most of Europe, or refuses it.
# Fact:    timestring drops the minus, parse-duration applies it to the whole, and parse-duration-ms to the hours alone.
#          timestring and parse-duration drop a comma, so 1,5 hours are 15; parse-duration-ms has no result. timestring
#          reads 1_000ms as 0.
# Cost:    an expiry, a window or a retention from a configuration or a form is ten times as long as it says; a
#          look-back of half an hour looks ahead.
# Version: timestring 7.0.0, parse-duration 2.1.9, parse-duration-ms 0.1.0.
# Source:  the three packages say that they parse human readable durations; ISO 8601 allows the comma as the decimal
#          sign of a duration, PT1,5H.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact timestring@7.0.0 parse-duration@2.1.9 \
	parse-duration-ms@0.1.0

cat >show.mjs <<'JS'
import { createRequire } from 'node:module';
import parseDuration from 'parse-duration';

const require = createRequire(import.meta.url);
const timestring = require('timestring');
const parseDurationMs = require('parse-duration-ms').default ?? require('parse-duration-ms');

for (const text of ['1h 30m', '-1h 30m', '-30m', '1.5h', '1,5h', '0,5h']) {
	const minutes = [timestring(text, 'm'), parseDuration(text, 'm'), parseDurationMs(text) / 60000].map(value =>
		Number.isNaN(value) ? 'no result' : String(Number(value.toFixed(4))));
	console.log(`${text}: ${minutes.join(', ')} minutes`);
}
const milliseconds = [timestring('1_000ms', 'ms'), parseDuration('1_000ms', 'ms'), parseDurationMs('1_000ms')];
console.log(`1_000ms: ${milliseconds.map(value => value ?? 'no result').join(', ')} ms`);
JS

echo "timestring 7.0.0, parse-duration 2.1.9, parse-duration-ms 0.1.0, node $(node --version)"
echo "guess: 90, -90, -30, 90, 90 and 30 minutes and 1000 ms of all three, or an error"
seen=$(node show.mjs)
echo "$seen"

expected='1h 30m: 90, 90, 90 minutes
-1h 30m: 90, -90, -30 minutes
-30m: 30, -30, -30 minutes
1.5h: 90, 90, 90 minutes
1,5h: 900, 900, no result minutes
0,5h: 300, 300, no result minutes
1_000ms: 0, 1000, no result ms'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
