package rand

// A Source gives random numbers of 63 bits.
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 gives numbers of 64 bits too.
type Source64 interface {
	Source
	Uint64() uint64
}

const (
	length = 607
	tap    = 273
)

// rngSource is an additive lagged Fibonacci generator: each number is the sum of those 607 and 273
// steps before.
type rngSource struct {
	tap  int
	feed int
	vec  [length]int64
}

// NewSource gives a generator that begins with a seed.
func NewSource(seed int64) Source {
	rng := new(rngSource)
	rng.Seed(seed)
	return rng
}

// seedrand is a step of Park and Miller's generator.
func seedrand(x int32) int32 {
	return int32(int64(x) * 48271 % (1<<31 - 1))
}

func (rng *rngSource) Seed(seed int64) {
	rng.tap, rng.feed = 0, length-tap
	seed %= 1<<31 - 1
	if seed < 0 {
		seed += 1<<31 - 1
	}
	if seed == 0 {
		seed = 89482311
	}
	x := int32(seed)
	for range 20 {
		x = seedrand(x)
	}
	for i := range rng.vec {
		x = seedrand(x)
		u := int64(x) << 40
		x = seedrand(x)
		u ^= int64(x) << 20
		x = seedrand(x)
		rng.vec[i] = u ^ int64(x) ^ cookedAt(i)
	}
}

func cookedAt(i int) int64 {
	var u uint64
	for _, c := range []byte(cooked[16*i : 16*i+16]) {
		d := c - '0'
		if d > 9 {
			d = c - 'a' + 10
		}
		u = u<<4 | uint64(d)
	}
	return int64(u)
}

func (rng *rngSource) Int63() int64 { return int64(rng.Uint64() & (1<<63 - 1)) }

func (rng *rngSource) Uint64() uint64 {
	if rng.tap--; rng.tap < 0 {
		rng.tap += length
	}
	if rng.feed--; rng.feed < 0 {
		rng.feed += length
	}
	x := rng.vec[rng.feed] + rng.vec[rng.tap]
	rng.vec[rng.feed] = x
	return uint64(x)
}

// runtimeSource takes its numbers from the runtime: the same in each run with the same seed.
type runtimeSource struct{}

func (*runtimeSource) Int63() int64    { return int64(runtime_rand() & (1<<63 - 1)) }
func (*runtimeSource) Uint64() uint64  { return runtime_rand() }
func (*runtimeSource) Seed(seed int64) {}

func runtime_rand() uint64
