// Package iter has the types of functions to range over.
package iter

// A Seq gives values one after the other.
type Seq[V any] func(yield func(V) bool)

// A Seq2 gives pairs of values one after the other.
type Seq2[K, V any] func(yield func(K, V) bool)
