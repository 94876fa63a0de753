/** The shared worker of all windows of a browser. */
import { Hub } from './hub.js';

const hub = new Hub();

addEventListener('connect', (event) => hub.accept(event.ports[0]));
