#include "fifo.h"

#include <string.h>

#include "check.h"

static void make_room(struct fifo *fifo) {
	if (fifo->first > fifo->capacity / 2) {
		memmove(fifo->records, fifo->records + fifo->first * fifo->record_size,
				fifo_count(fifo) * fifo->record_size);
		fifo->end -= fifo->first;
		fifo->first = 0;
		return;
	}
	fifo->capacity = fifo->capacity * 2 + 16;
	fifo->records = realloc(fifo->records, fifo->capacity * fifo->record_size);
	CHECK(fifo->records != 0, "out of memory");
}

void fifo_append(struct fifo *fifo, void const *record) {
	if (fifo->end == fifo->capacity) {
		make_room(fifo);
	}
	memcpy(fifo->records + fifo->end++ * fifo->record_size, record, fifo->record_size);
}

size_t fifo_count(struct fifo const *fifo) {
	return fifo->end - fifo->first;
}

void *fifo_at(struct fifo const *fifo, size_t place) {
	CHECK(place < fifo_count(fifo), "%zu of %zu", place, fifo_count(fifo));
	return fifo->records + (fifo->first + place) * fifo->record_size;
}

void fifo_drop_oldest(struct fifo *fifo) {
	CHECK(fifo_count(fifo) != 0, "nothing to drop");
	fifo->first++;
}

void fifo_keep(struct fifo *fifo, size_t count) {
	while (fifo_count(fifo) > count) {
		fifo_drop_oldest(fifo);
	}
}
