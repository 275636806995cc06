package time

type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
)

func (d Duration) String() string
func Sleep(d Duration)

type Time struct {
	a uint64
	b int64
	c *int
}

func Now() Time
func (t Time) Sub(u Time) Duration
func After(d Duration) <-chan Time
