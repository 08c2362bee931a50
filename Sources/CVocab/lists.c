#include "CVocab.h"
