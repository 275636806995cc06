package time

import "unsafe"

// Sleep pauses the goroutine.
func Sleep(d Duration)

// runtimeNano gives the nanoseconds since the start.
func runtimeNano() int64

// A Timer sends the time on C once, or calls a function.
type Timer struct {
	C         <-chan Time
	initTimer bool
}

// A Ticker sends the time on C again and again.
type Ticker struct {
	C          <-chan Time
	initTicker bool
}

// timeTimer is what a Timer and a Ticker are the beginning of. It is as large as in Go.
type timeTimer struct {
	c    <-chan Time
	init bool

	channel chan Time
	f       func()
	// Those that are pending hang together.
	next, prev *timeTimer

	row    int64 // of the runtime's timer, 0 while it has none
	period int64
	_      [6]uint64
}

// pending is the first one that is going to fire.
var pending *timeTimer

func when(d Duration) int64 {
	now := runtimeNano()
	if d <= 0 {
		return now
	}
	if t := now + int64(d); t > 0 {
		return t
	}
	return 1<<63 - 1
}

// startTimer lets the runtime fire t; stopTimer tells whether it was going to.
//
//go:noescape
func startTimer(t *timeTimer, when, period int64)

//go:noescape
func stopTimer(t *timeTimer) bool

func (t *timeTimer) start(when, period int64) {
	t.unlink()
	t.next = pending
	if pending != nil {
		pending.prev = t
	}
	pending = t
	t.period = period
	startTimer(t, when, period)
}

func (t *timeTimer) stop() bool {
	t.unlink()
	return stopTimer(t)
}

func (t *timeTimer) unlink() {
	if t.next != nil {
		t.next.prev = t.prev
	}
	if t.prev != nil {
		t.prev.next = t.next
	} else if pending == t {
		pending = t.next
	}
	t.next, t.prev = nil, nil
}

// drain forgets what was sent before a change; tells whether there was something.
func (t *timeTimer) drain() bool {
	select {
	case <-t.channel:
		return true
	default:
		return false
	}
}

func newTimer(when, period int64, c chan Time, f func()) *timeTimer {
	t := &timeTimer{c: c, init: true, channel: c, f: f}
	t.start(when, period)
	return t
}

// NewTimer gives a timer that fires after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	return (*Timer)(unsafe.Pointer(newTimer(when(d), 0, c, nil)))
}

// AfterFunc calls f in a goroutine after d.
func AfterFunc(d Duration, f func()) *Timer {
	return (*Timer)(unsafe.Pointer(newTimer(when(d), 0, nil, f)))
}

// After gives the channel of a new timer.
func After(d Duration) <-chan Time {
	return NewTimer(d).C
}

// Stop keeps the timer from firing; tells whether it was going to.
func (t *Timer) Stop() bool {
	if !t.initTimer {
		panic("time: Stop called on uninitialized Timer")
	}
	tt := (*timeTimer)(unsafe.Pointer(t))
	was := tt.stop()
	if tt.channel != nil {
		was = tt.drain() || was
	}
	return was
}

// Reset lets the timer fire after d; tells whether it was going to before.
func (t *Timer) Reset(d Duration) bool {
	if !t.initTimer {
		panic("time: Reset called on uninitialized Timer")
	}
	was := t.Stop()
	(*timeTimer)(unsafe.Pointer(t)).start(when(d), 0)
	return was
}

// NewTicker gives a ticker that fires every d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	return (*Ticker)(unsafe.Pointer(newTimer(when(d), int64(d), c, nil)))
}

// Tick gives the channel of a new ticker.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// Stop ends the ticking.
func (t *Ticker) Stop() {
	if t.initTicker {
		(*Timer)(unsafe.Pointer(t)).Stop()
	}
}

// Reset changes the time between ticks.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if !t.initTicker {
		panic("time: Reset called on uninitialized Ticker")
	}
	(*Timer)(unsafe.Pointer(t)).Stop()
	(*timeTimer)(unsafe.Pointer(t)).start(when(d), int64(d))
}
