#!/usr/bin/env bash
# The median of 600 requests of 5 ms and 400 of 100 ms is reported as 43 ms.
#
# Guess:   more than half of the values are 5, so the median is 5, or near it in a summary of limited memory.
# Fact:    equal values become one point in the middle of their ranks, and a quantile is read from the straight line
#          between two points. So each quantile between 30 % and 80 % is a time that no request took. Nothing was
#          merged or forgotten: the digest holds all 1,000 values. The digest of Datadog answers 5.
# Cost:    the Summary of prom-client uses it. A metric with few values (whole ms, ticks, retries, a cache hit or
#          not) shows a median far from each; an alert on 40 ms fires although most requests took 5.
# Version: tdigest 0.1.3, prom-client 15.1.3, @datadog/sketches-js 2.1.1 (with protobufjs 8.8.1, which it needs).
# Source:  prom-client's readme: "Summaries calculate percentiles of observed values."
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
	prom-client@15.1.3 tdigest@0.1.3 @datadog/sketches-js@2.1.1 protobufjs@8.8.1

cat >show.cjs <<'JS'
const { TDigest } = require('tdigest');
const { Summary } = require('prom-client');
const { DDSketch } = require('@datadog/sketches-js');

const samples = {
	'600 of 5, 400 of 100': [[600, 5], [400, 100]],
	'4 of 5, 1 of 100': [[4, 5], [1, 100]],
	'900 of 0, 100 of 1': [[900, 0], [100, 1]],
};
(async () => {
	for (const [name, sample] of Object.entries(samples)) {
		const digest = new TDigest();
		const summary = new Summary({ name: 'duration', help: 'duration', percentiles: [0.5], registers: [] });
		const sketch = new DDSketch({ relativeAccuracy: 0.01 });
		for (const [count, value] of sample) {
			for (let i = 0; i < count; i++) {
				digest.push(value);
				summary.observe(value);
				sketch.accept(value);
			}
		}
		const median = (await summary.get()).values[0].value;
		console.log(`${name}: 50 % ${digest.percentile(0.5)}, 75 % ${digest.percentile(0.75)} by tdigest;`
				+ ` 50 % ${median} by prom-client; 50 % ${sketch.getValueAtQuantile(0.5).toFixed(0)} by Datadog`);
	}
})();
JS

echo "tdigest 0.1.3, prom-client 15.1.3, @datadog/sketches-js 2.1.1, node $(node --version)"
echo "guess: a median of 5, 5 and 0 in each column"
seen=$(node show.cjs)
echo "$seen"

expected='600 of 5, 400 of 100: 50 % 43, 75 % 90.5 by tdigest; 50 % 43 by prom-client; 50 % 5 by Datadog
4 of 5, 1 of 100: 50 % 24, 75 % 71.5 by tdigest; 50 % 24 by prom-client; 50 % 5 by Datadog
900 of 0, 100 of 1: 50 % 0.1, 75 % 0.6 by tdigest; 50 % 0.1 by prom-client; 50 % 0 by Datadog'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
