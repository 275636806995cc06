// A body elsewhere: what lets the compiler accept mallocgc without one.
