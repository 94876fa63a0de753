#!/usr/bin/env bash
# A daily job at 02:00 in New York runs twice on one night of the year: once at 01:00, and again at 02:00.
#
# Guess:   a job of every day runs once a day. In New York the hour from 01:00 to 02:00 is there twice on November 1,
#          2026, and 02:00 once.
# Fact:    when summer time ends, a CronJob whose hour is the one after the repeated hour also runs an hour too early,
#          in the repeated hour: 02:00 and 02:30 in New York and London, 03:00 in Berlin. A job in the repeated hour
#          itself and jobs of other hours run once. croner runs all of them once.
# Cost:    interest, a payout or the close of a day is booked twice.
# Version: cron 4.4.0. croner 11.0.1 is the second opinion.
# Source:  cron's readme: timeZone "Sets the execution time zone". The zone has the time 02:00 once on that day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact cron@4.4.0 croner@11.0.1

cat >show.mjs <<'JS'
import { mock } from 'node:test';
import { CronJob } from 'cron';
import { Cron } from 'croner';

const nights = { 'America/New_York': '2026-11-01', 'Europe/London': '2026-10-25', 'Europe/Berlin': '2026-10-25' };
for (const [zone, day] of Object.entries(nights)) {
	for (const pattern of ['0 1 * * *', '0 2 * * *', '30 2 * * *', '0 3 * * *', '0 4 * * *']) {
		console.log(`${zone} ${pattern}: cron ${run(zone, pattern, day)}; croner ${next(zone, pattern, day)}`);
	}
}
process.exit(0);

function run(zone, pattern, day) {
	mock.timers.enable({ apis: ['Date', 'setTimeout'], now: new Date(`${day}T12:00:00Z`).getTime() - 48 * 3600_000 });
	const runs = [];
	const job = new CronJob(pattern, () => runs.push(new Date()), null, true, zone);
	for (let minute = 0; minute < 72 * 60; minute++) {
		mock.timers.tick(60_000);
	}
	job.stop();
	mock.timers.reset();
	return print(zone, runs, day);
}

function next(zone, pattern, day) {
	const before = new Date(new Date(`${day}T12:00:00Z`).getTime() - 48 * 3600_000);
	return print(zone, new Cron(pattern, { timezone: zone, paused: true }).nextRuns(5, before), day);
}

function print(zone, moments, day) {
	const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
	const local = moments.map(moment => format.format(moment)).filter(text => text.startsWith(day));
	return local.map(text => text.slice(11)).join(' and ');
}
JS

echo "cron 4.4.0, croner 11.0.1, node $(node --version)"
echo "guess: one time in each line, that of the pattern, from both"
seen=$(node show.mjs 2>/dev/null)
echo "$seen"

expected='America/New_York 0 1 * * *: cron 01:00; croner 01:00
America/New_York 0 2 * * *: cron 01:00 and 02:00; croner 02:00
America/New_York 30 2 * * *: cron 01:30 and 02:30; croner 02:30
America/New_York 0 3 * * *: cron 03:00; croner 03:00
America/New_York 0 4 * * *: cron 04:00; croner 04:00
Europe/London 0 1 * * *: cron 01:00; croner 01:00
Europe/London 0 2 * * *: cron 01:00 and 02:00; croner 02:00
Europe/London 30 2 * * *: cron 01:30 and 02:30; croner 02:30
Europe/London 0 3 * * *: cron 03:00; croner 03:00
Europe/London 0 4 * * *: cron 04:00; croner 04:00
Europe/Berlin 0 1 * * *: cron 01:00; croner 01:00
Europe/Berlin 0 2 * * *: cron 02:00; croner 02:00
Europe/Berlin 30 2 * * *: cron 02:30; croner 02:30
Europe/Berlin 0 3 * * *: cron 02:00 and 03:00; croner 03:00
Europe/Berlin 0 4 * * *: cron 04:00; croner 04:00'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
