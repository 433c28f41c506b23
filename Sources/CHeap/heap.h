// The part of the platform's C library that Swift's module of it leaves out: mallopt.
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
