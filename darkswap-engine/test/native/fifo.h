/* Records of one size, first in, first out. */
#ifndef DARKSWAP_FIFO_H
#define DARKSWAP_FIFO_H

#include <stddef.h>

struct fifo {
	size_t record_size;
	unsigned char *records;
	size_t first;
	size_t end;
	size_t capacity;
};

void fifo_append(struct fifo *fifo, void const *record);

size_t fifo_count(struct fifo const *fifo);

/* The record at a place counted from the oldest; valid until the next one is appended. */
void *fifo_at(struct fifo const *fifo, size_t place);

void fifo_drop_oldest(struct fifo *fifo);

/* Drops the oldest until at most `count` are left. */
void fifo_keep(struct fifo *fifo, size_t count);

#endif
