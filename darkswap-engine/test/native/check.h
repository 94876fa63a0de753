/* A check that ends the program, and says where and why. */
#ifndef DARKSWAP_CHECK_H
#define DARKSWAP_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition, ...) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
			fprintf(stderr, __VA_ARGS__); \
			fprintf(stderr, "\n"); \
			exit(1); \
		} \
	} while (0)

#endif
