// Package sync has locks and what is built on them. Goroutines change only where a function is
// called, a loop goes round or something is allocated: what stands between is atomic.
package sync

// A Locker can be locked.
type Locker interface {
	Lock()
	Unlock()
}

type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// Mutex is a lock; zero is unlocked.
type Mutex struct {
	_  noCopy
	mu mutex
}

func (m *Mutex) Lock()         { m.mu.lock() }
func (m *Mutex) TryLock() bool { return m.mu.tryLock() }
func (m *Mutex) Unlock()       { m.mu.unlock() }

// state: three bits, then the number of goroutines that wait.
type mutex struct {
	state int32
	sema  uint32
}

const (
	locked   = 1 << iota
	woken    // one that waited has been told to try
	starving // the lock is handed to the one that waits longest
	waiter
)

// Who waits longer than this, in ns, makes the lock starving.
const patience = 1e6

func (m *mutex) lock() {
	if m.state == 0 {
		m.state = locked
		return
	}
	m.lockSlow()
}

func (m *mutex) tryLock() bool {
	if m.state&(locked|starving) != 0 {
		return false
	}
	m.state |= locked
	return true
}

func (m *mutex) lockSlow() {
	var since int64
	impatient, awoke := false, false
	for {
		old := m.state
		state := old
		if old&starving == 0 {
			state |= locked
		}
		if old&(locked|starving) != 0 {
			state += waiter
		}
		if impatient && old&locked != 0 {
			state |= starving
		}
		if awoke {
			state &^= woken
		}
		m.state = state
		if old&(locked|starving) == 0 {
			return
		}
		first := since == 0
		if first {
			since = runtime_nanotime()
		}
		runtime_SemacquireMutex(&m.sema, !first)
		impatient = impatient || runtime_nanotime()-since > patience
		if m.state&starving != 0 {
			// The lock was handed over.
			if !impatient || m.state/waiter == 1 {
				m.state -= starving
			}
			m.state += locked - waiter
			return
		}
		awoke = true
	}
}

func (m *mutex) unlock() {
	if m.state == locked {
		m.state = 0
		return
	}
	if m.state&locked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	m.state -= locked
	if m.state&starving != 0 {
		runtime_Semrelease(&m.sema, true)
		return
	}
	if m.state/waiter != 0 && m.state&(locked|woken) == 0 {
		m.state = m.state - waiter | woken
		runtime_Semrelease(&m.sema, false)
	}
}

// runtime_SemacquireMutex and its relatives wait until *s is above 0 and take one; lifo: wait at the
// head of the queue.
func runtime_SemacquireMutex(s *uint32, lifo bool)
func runtime_SemacquireRWMutexR(s *uint32)
func runtime_SemacquireRWMutex(s *uint32)
func runtime_SemacquireWaitGroup(s *uint32)

// runtime_Semrelease adds one to *s and wakes one that waits; handoff: it runs at once.
func runtime_Semrelease(s *uint32, handoff bool)

func runtime_nanotime() int64

// fatal ends the program.
func fatal(text string)
