/* Ids that are chosen to meet in one chain of an index whose hash is known. */
#ifndef DARKSWAP_CHOSEN_IDS_H
#define DARKSWAP_CHOSEN_IDS_H

void chosen_ids_run(void);

#endif
