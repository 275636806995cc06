package sync

// poolDequeue is a ring of fixed size: one side pushes and pops at its head, all pop at its tail.
type poolDequeue struct {
	headTail uint64 // head in the upper half: the next slot to fill; tail: the oldest one
	vals     []any
}

func (d *poolDequeue) ends() (head, tail uint32) {
	return uint32(d.headTail >> 32), uint32(d.headTail)
}

func (d *poolDequeue) slot(i uint32) *any {
	return &d.vals[i&uint32(len(d.vals)-1)]
}

func (d *poolDequeue) pushHead(x any) bool {
	head, tail := d.ends()
	if tail+uint32(len(d.vals)) == head {
		return false
	}
	*d.slot(head) = x
	d.headTail += 1 << 32
	return true
}

func (d *poolDequeue) popHead() any {
	head, tail := d.ends()
	if tail == head {
		return nil
	}
	d.headTail -= 1 << 32
	slot := d.slot(head - 1)
	x := *slot
	*slot = nil
	return x
}

func (d *poolDequeue) popTail() any {
	head, tail := d.ends()
	if tail == head {
		return nil
	}
	d.headTail = uint64(head)<<32 | uint64(tail+1)
	slot := d.slot(tail)
	x := *slot
	*slot = nil
	return x
}

// poolChain is a list of rings, each twice as large as the one before.
type poolChain struct {
	head *poolChainElt
	tail *poolChainElt
}

type poolChainElt struct {
	poolDequeue
	next, prev *poolChainElt
}

const (
	firstRing   = 8
	largestRing = 1 << 30
)

func (c *poolChain) pushHead(x any) {
	d := c.head
	if d == nil {
		d = new(poolChainElt)
		d.vals = make([]any, firstRing)
		c.head, c.tail = d, d
	}
	if d.pushHead(x) {
		return
	}
	larger := &poolChainElt{prev: d}
	larger.vals = make([]any, min(2*len(d.vals), largestRing))
	c.head, d.next = larger, larger
	larger.pushHead(x)
}

func (c *poolChain) popHead() any {
	for d := c.head; d != nil; d = d.prev {
		if x := d.popHead(); x != nil {
			return x
		}
	}
	return nil
}

func (c *poolChain) popTail() any {
	for d := c.tail; d != nil; {
		if x := d.popTail(); x != nil {
			return x
		}
		next := d.next
		if next == nil {
			return nil
		}
		// The ring is empty and nobody pushes to it any more.
		c.tail, next.prev = next, nil
		d = next
	}
	return nil
}
