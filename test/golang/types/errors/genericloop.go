package p

type Grow[T any] struct{ next *Grow[[]T] }

func again[T any](x T) { again(&x) }

func ping[T any](x T) { pong([]T{x}) }
func pong[T any](x T) { ping(x) }
