package sync

type Mutex struct {
	a int32
	b uint32
}

func (m *Mutex) Lock()
func (m *Mutex) Unlock()

type RWMutex struct {
	w    Mutex
	a, b uint32
	c, d int32
}

func (m *RWMutex) Lock()
func (m *RWMutex) Unlock()
func (m *RWMutex) RLock()
func (m *RWMutex) RUnlock()

type WaitGroup struct {
	a uint64
	b uint32
}

func (wg *WaitGroup) Add(delta int)
func (wg *WaitGroup) Done()
func (wg *WaitGroup) Wait()
func (wg *WaitGroup) Go(f func())

type Once struct {
	done uint32
	m    Mutex
}

func (o *Once) Do(f func())
