// Package time has durations, moments and timers, on the simulated clock: a nanosecond per
// instruction, and when nothing can run it goes on to the next timer.
package time

// A Duration is a number of nanoseconds.
type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// String gives a text such as 1h2m0.5s.
func (d Duration) String() string {
	var buf [32]byte
	return string(buf[d.format(&buf):])
}

// format writes the text at the end of buf and gives its beginning.
func (d Duration) format(buf *[32]byte) int {
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	i := len(buf) - 1
	buf[i] = 's'
	if u < uint64(Second) {
		i = small(buf, i, u)
	} else {
		i, u = fraction(buf, i, u, 9)
		i = integer(buf, i, u%60)
		if u /= 60; u > 0 {
			i--
			buf[i] = 'm'
			i = integer(buf, i, u%60)
			if u /= 60; u > 0 {
				i--
				buf[i] = 'h'
				i = integer(buf, i, u)
			}
		}
	}
	if d < 0 {
		i--
		buf[i] = '-'
	}
	return i
}

// small writes less than a second, in smaller units.
func small(buf *[32]byte, i int, u uint64) int {
	digits := 0
	switch {
	case u == 0:
	case u < uint64(Microsecond):
		i--
		buf[i] = 'n'
	case u < uint64(Millisecond):
		digits = 3
		i -= len("µ")
		copy(buf[i:], "µ")
	default:
		digits = 6
		i--
		buf[i] = 'm'
	}
	i, u = fraction(buf, i, u, digits)
	return integer(buf, i, u)
}

// fraction writes the last digits of v behind a point, without zeroes at the end.
func fraction(buf *[32]byte, i int, v uint64, digits int) (int, uint64) {
	any := false
	for range digits {
		d := v % 10
		v /= 10
		any = any || d != 0
		if any {
			i--
			buf[i] = byte('0' + d)
		}
	}
	if any {
		i--
		buf[i] = '.'
	}
	return i, v
}

func integer(buf *[32]byte, i int, v uint64) int {
	for {
		i--
		buf[i] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			return i
		}
	}
}

// Nanoseconds and its relatives give the duration in a unit.
func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

func (d Duration) Seconds() float64 {
	return float64(d/Second) + float64(d%Second)/1e9
}

func (d Duration) Minutes() float64 {
	return float64(d/Minute) + float64(d%Minute)/(60*1e9)
}

func (d Duration) Hours() float64 {
	return float64(d/Hour) + float64(d%Hour)/(60*60*1e9)
}

// Truncate rounds to a multiple of m towards zero.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds to the nearest multiple of m, half away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if uint64(r)+uint64(r) < uint64(m) {
			return d + r
		}
		if rounded := d - m + r; rounded < d {
			return rounded
		}
		return minDuration
	}
	if uint64(r)+uint64(r) < uint64(m) {
		return d - r
	}
	if rounded := d + m - r; rounded > d {
		return rounded
	}
	return maxDuration
}

// Abs gives the duration without its sign.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}
