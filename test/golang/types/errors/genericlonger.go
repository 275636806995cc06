package p

func f[T any]() { f[func(T)]() }
