#!/usr/bin/env bash
# One minute and 30.5 seconds, added to a time, is one minute.
#
# Guess:   a duration in ISO 8601 with a fraction is read whole or refused: PT0.5S is refused.
# Fact:    where a whole part comes first, the part with the fraction is dropped without an error: PT1M30.5S is one
#          minute, P1DT1.5H is one day. A minus is dropped as well: -PT1H30M is added, as +90 minutes. iso8601-duration
#          reads the fractions and drops the minus, of which its readme warns. tinyduration reads all.
# Cost:    moment, Luxon and java.time write such texts; a deadline, an interest period or a delay is shorter.
# Version: date-duration 2.0.0; moment 2.31.0 writes the texts, iso8601-duration 2.1.4 and tinyduration 3.4.1 are the
#          second opinions.
# Source:  date-duration's readme: "Pass a string in ISO 8601 duration format to create a duration."
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	date-duration@2.0.0 moment@2.31.0 iso8601-duration@2.1.4 tinyduration@3.4.1

cat >show.mjs <<'JS'
import createDuration from 'date-duration';
import { parse, toSeconds } from 'iso8601-duration';
import moment from 'moment';
import { parse as parseTiny } from 'tinyduration';

const noon = new Date('2026-07-01T12:00:00Z');
for (const seconds of [90, 90.5, 30.5, 5430.25, -5400]) {
	const text = moment.duration(seconds * 1000).toISOString();
	console.log(`${seconds} s, ${text}: date-duration ${dateDuration(text)};`
			+ ` iso8601-duration ${toSeconds(parse(text), noon)} s; tinyduration ${tiny(parseTiny(text))} s`);
}

function dateDuration(text) {
	try {
		const duration = createDuration(text);
		return `${(duration.addTo(noon) - noon) / 1000} s, ${duration}`;
	}
	catch (error) {
		return 'refuses';
	}
}

function tiny({ hours = 0, minutes = 0, seconds = 0, negative = false }) {
	return (negative ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}
JS

echo "date-duration 2.0.0, moment 2.31.0, iso8601-duration 2.1.4, tinyduration 3.4.1, node $(node --version)"
echo "guess: the seconds at the beginning in each column, or a refusal"
seen=$(node show.mjs)
echo "$seen"

expected='90 s, PT1M30S: date-duration 90 s, PT1M30S; iso8601-duration 90 s; tinyduration 90 s
90.5 s, PT1M30.5S: date-duration 60 s, PT1M; iso8601-duration 90.5 s; tinyduration 90.5 s
30.5 s, PT30.5S: date-duration refuses; iso8601-duration 30.5 s; tinyduration 30.5 s
5430.25 s, PT1H30M30.25S: date-duration 5400 s, PT1H30M; iso8601-duration 5430.25 s; tinyduration 5430.25 s
-5400 s, -PT1H30M: date-duration 5400 s, PT1H30M; iso8601-duration 5400 s; tinyduration -5400 s'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
