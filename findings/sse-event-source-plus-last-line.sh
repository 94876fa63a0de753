#!/usr/bin/env bash
# An SSE client keeps only the last line of an event of several lines.
#
# Guess:   an event with three data lines is delivered as three lines of text.
# Fact:    event-source-plus overwrites the data with each further line, so a JSON document that a server prints on
#          several lines arrives as "}". A list of numbers arrives as its last number, which parses without an error. It
#          removes spaces at the end of the data, too. fetch-event-stream reads the lines, and removes the spaces in
#          front of each.
# Cost:    a book of three prices is one price. It works with servers that write JSON on one line.
# Version: event-source-plus 0.1.15, fetch-event-stream 0.1.6; eventsource-client 1.2.0 is the second opinion.
# Source:  HTML standard, 9.2.6: a data field's value is appended to the data buffer, followed by a line feed, and
#          exactly one space after the colon is removed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact event-source-plus@0.1.15 \
	fetch-event-stream@0.1.6 eventsource-client@1.2.0

cat >show.mjs <<'JS'
import http from 'node:http';
import { once } from 'node:events';
import { EventSourcePlus } from 'event-source-plus';
import { createEventSource } from 'eventsource-client';
import { events } from 'fetch-event-stream';

const bodies = ['data: {\ndata:   "price": 7\ndata: }\n\n', 'data: 101\ndata: 102\ndata: 103\n\n', 'data: end \n\n'];
const server = http.createServer((request, response) => {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.write(bodies[request.url.slice(1)]);
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const clients = {
	'eventsource-client': (url) => new Promise((resolve) => {
		const source = createEventSource({ url, onMessage: ({ data }) => (source.close(), resolve(data)) });
	}),
	'event-source-plus': (url) => new Promise((resolve) => {
		const listening = new EventSourcePlus(url).listen({ onMessage: ({ data }) => (listening.abort(), resolve(data)) });
	}),
	'fetch-event-stream': async (url) => {
		for await (const { data } of events(await fetch(url))) {
			return data;
		}
	},
};
for (const path of bodies.keys()) {
	for (const [name, first] of Object.entries(clients)) {
		console.log(`${name}: ${JSON.stringify(await first(`http://127.0.0.1:${server.address().port}/${path}`))}`);
	}
}
process.exit();
JS

echo "event-source-plus 0.1.15, fetch-event-stream 0.1.6, eventsource-client 1.2.0, node $(node --version)"
echo "guess: all three clients deliver the same text"
seen=$(node show.mjs)
echo "$seen"

expected='eventsource-client: "{\n  \"price\": 7\n}"
event-source-plus: "}"
fetch-event-stream: "{\n\"price\": 7\n}"
eventsource-client: "101\n102\n103"
event-source-plus: "103"
fetch-event-stream: "101\n102\n103"
eventsource-client: "end "
event-source-plus: "end"
fetch-event-stream: "end "'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
